"""The sealer's work by hand: a key, a state file and a witness of the test's own; the stand-alone verifier as the judge."""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from trusttrack_verify import Options, Report, verify_bundle

from ledger.encoding import Statement, encode_leaf, hash_leaf
from ledger.integrating import integrate
from ledger.models import QueuedLeaf, SignedCheckpoint, SlotIndex, TreeState
from ledger.notes import Signer, split_note
from ledger.policy import current_policy
from ledger.sealing import StateFile, sign_newest
from ledger.services import extend_public
from ledger.slots import build_index
from ledger.witnesses import Cosigned, store_cosignature
from tests.verifier.building import Signer as NoteSigner

ORIGIN = "log.example/tests"


@dataclass
class SealedLog:
    """A log that is sealed when the test says so."""

    signers: list[Signer]
    state: StateFile
    witness: NoteSigner

    def seal(self) -> SignedCheckpoint:
        """Integrate all that waits and sign it; return the newest signed checkpoint."""
        while integrate():
            pass
        sign_newest(self.signers, self.state, origin=settings.LEDGER_ORIGIN)
        return SignedCheckpoint.objects.latest("size")

    def cosign(self, *, size: int | None = None, at: int | None = None, by: NoteSigner | None = None) -> int:
        """Have the witness cosign a signed checkpoint (the newest); return when."""
        note = SignedCheckpoint.objects.get(size=size) if size else SignedCheckpoint.objects.latest("size")
        at, by = int(time.time()) if at is None else at, by or self.witness
        line = by.sign(split_note(note.note)[0], at)
        store_cosignature(note.size, Cosigned(witness=by.name, line=line, at=datetime.fromtimestamp(at, UTC)))
        return at

    def index(self) -> SlotIndex:
        """List the slots of what is sealed, and seal the list."""
        made = build_index()
        assert made is not None
        self.seal()
        return made

    def prove(self) -> None:
        """Seal what waits, list its slots, and have the whole cosigned."""
        self.seal()
        self.cosign()
        self.index()
        self.cosign()

    def grow(self, count: int = 1) -> None:
        """Add entries of no interest to the chain `policy`."""
        said = [Statement("policy.key", {"action": "add", "vkey": f"{number}"}) for number in range(count)]
        with transaction.atomic():
            extend_public({"policy": said})

    def verify(self, bundle: Mapping[str, Any] | bytes | str, **known: Any) -> Report:
        """Return what the stand-alone verifier says of a bundle under the policy that this log publishes."""
        raw = json.dumps(bundle) if isinstance(bundle, Mapping) else bundle
        return verify_bundle(raw, current_policy().text(), Options(**known))


def statuses(report: Report) -> dict[str, str]:
    """Return the verdicts that are not `proven`, by property, as status or code."""
    return {verdict.property: verdict.code or str(verdict.status) for verdict in report.verdicts if verdict.status != "proven"}


def new_signer(seed: int = 7) -> Signer:
    """Return a key of the test's log."""
    return Signer(name=ORIGIN, seed=bytes([seed] * 32))


def stray_leaf(name: str) -> bytes:
    """Return a leaf of good form that belongs to no entry; the same name gives the same leaf."""
    commit, slot = (hashlib.sha256(f"{part} {name}".encode()).digest() for part in ("commit", "slot"))
    return encode_leaf(commit=commit, slot=slot, ts=1_785_000_000)


def queue(*leaves: bytes) -> None:
    """Put leaves into the queue past all that writes entries."""
    QueuedLeaf.objects.bulk_create(QueuedLeaf(leaf=leaf, leaf_hash=hash_leaf(leaf)) for leaf in leaves)


def queue_length() -> int:
    return QueuedLeaf.objects.count()


def tree_size() -> int:
    return TreeState.objects.values_list("size", flat=True).first() or 0


def sealed_log(folder: Path, settings: Any, *, witness: NoteSigner) -> SealedLog:
    """Set the log up in `folder`, with one witness whose cosignature is asked for."""
    settings.LEDGER_ORIGIN = ORIGIN
    settings.LEDGER_KEY_FILE = folder / "sealer" / "key"
    settings.LEDGER_STATE_FILE = folder / "sealer" / "signed.json"
    settings.LEDGER_VERIFIER_FILE = folder / "verifier.html"
    settings.LEDGER_WITNESSES = f"{witness.vkey} https://witness.example/w1 independent"
    settings.LEDGER_QUORUM = 1
    (folder / "sealer").mkdir()
    return SealedLog(signers=[new_signer()], state=StateFile(settings.LEDGER_STATE_FILE), witness=witness)


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Return what a query gives."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [tuple(row) for row in cursor.fetchall()]
