"""What changes whom to believe is itself in the log: keys, witnesses and the published verifier, in the public chain `policy`."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from ledger.encoding import Statement
from ledger.models import Entry, LogKey
from ledger.notes import Signer
from ledger.policy import current_policy
from ledger.services import append_public

CHAIN = "policy"


@transaction.atomic
def announce(signers: Sequence[Signer]) -> int:
    """Log every key, witness and verifier that the log has not announced yet; return how many.

    A new key is logged while the old one still signs: the first checkpoint with both extends what the old one signed.
    """
    told = [_said(entry) for entry in Entry.objects.filter(chain__name=CHAIN).order_by("seq")]
    wanted: list[tuple[str, Mapping[str, Any]]] = [
        *(("policy.key", {"action": "add", "vkey": str(signer.verifier)}) for signer in signers),
        *(
            ("policy.witness", {"action": "add", "vkey": str(witness.verifier), "independent": int(witness.is_independent)})
            for witness in current_policy().witnesses
        ),
        *_verifier(Path(settings.LEDGER_VERIFIER_FILE)),
    ]
    fresh = [Statement(kind, data) for kind, data in wanted if (kind, data) not in told]
    append_public(CHAIN, *fresh)
    LogKey.objects.bulk_create([LogKey(vkey=str(signer.verifier)) for signer in signers], ignore_conflicts=True)
    return len(fresh)


def _verifier(file: Path) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the announcement of the single-file verifier, where it is built."""
    if not file.exists():
        return []
    return [
        ("policy.verifier", {"action": "publish", "name": file.name, "sha256": hashlib.sha256(file.read_bytes()).hexdigest()})
    ]


def _said(entry: Entry) -> tuple[str, Mapping[str, Any]]:
    return entry.kind, json.loads(bytes(entry.payload))["data"]
