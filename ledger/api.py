"""The log's live figures, for the page that explains it."""

import functools
import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from ledger.encoding import encode64
from ledger.models import Cosignature, SlotIndex
from ledger.notes import parse_checkpoint, split_note
from ledger.policy import Policy, current_policy
from ledger.reads import newest_note


class WitnessFigures(serializers.Serializer[Any]):
    """A witness, and what it last cosigned."""

    name = serializers.CharField()
    url = serializers.CharField(allow_blank=True, help_text="Of independent witnesses.")
    is_independent = serializers.BooleanField(help_text="Whether somebody else than the operator runs it.")
    cosigned_at = serializers.DateTimeField(allow_null=True)
    size = serializers.IntegerField(allow_null=True)


class SlotIndexFigures(serializers.Serializer[Any]):
    """The newest index of slots."""

    size = serializers.IntegerField()
    recorded_at = serializers.DateTimeField()


class VerifierFigures(serializers.Serializer[Any]):
    """The single-file verifier as it is served."""

    url = serializers.CharField()
    sha256 = serializers.CharField()


class LedgerFigures(serializers.Serializer[Any]):
    """The public log as it stands."""

    origin = serializers.CharField()
    tree_size = serializers.IntegerField(help_text="Entries under the newest signature.")
    root = serializers.CharField(allow_null=True)  # type: ignore[assignment]  # a field may be named like an attribute
    checkpoint = serializers.CharField(allow_null=True, help_text="The newest signed note.")
    signed_at = serializers.DateTimeField(allow_null=True)
    queue_length = serializers.IntegerField(help_text="Entries that wait to be sealed.")
    oldest_queued_seconds = serializers.FloatField()
    policy = serializers.CharField()
    quorum = serializers.CharField(help_text="`none`, or how many witnesses are asked for.")
    keys = serializers.ListField(child=serializers.CharField())
    witnesses = WitnessFigures(many=True)
    epoch = SlotIndexFigures(allow_null=True)
    verifier = VerifierFigures(allow_null=True)


class Ledger(APIView):
    """The log's figures, for anybody."""

    authentication_classes = ()
    permission_classes = (AllowAny,)

    @extend_schema(responses=LedgerFigures)
    def get(self, request: Request) -> Response:
        """Return tree, queue, keys and witnesses as they stand."""
        policy = current_policy()
        newest = newest_note()
        tree = parse_checkpoint(split_note(newest.note)[0]) if newest else None
        length, oldest = queue_figures()
        index = SlotIndex.objects.order_by("-size").select_related("entry").first()
        return Response(
            {
                "origin": policy.origin,
                "tree_size": tree.size if tree else 0,
                "root": encode64(tree.root) if tree else None,
                "checkpoint": newest.note if newest else None,
                "signed_at": newest.signed_at if newest else None,
                "queue_length": length,
                "oldest_queued_seconds": oldest,
                "policy": policy.text(),
                "quorum": str(policy.quorum) if policy.quorum else "none",
                "keys": [str(key) for key in policy.keys],
                "witnesses": _witnesses(policy),
                "epoch": {"size": index.size, "recorded_at": index.entry.recorded_at} if index else None,
                "verifier": _verifier(Path(settings.LEDGER_VERIFIER_FILE)),
            },
            headers={"Cache-Control": "no-cache"},
        )


def queue_figures() -> tuple[int, float]:
    """Return how many leaves wait (counted up to 10,000), and the age of the oldest in seconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM ledger_queue LIMIT 10000) q),"
            " extract(epoch FROM clock_timestamp() - (SELECT queued_at FROM ledger_queue ORDER BY id LIMIT 1))"
        )
        length, oldest = cursor.fetchone()
    return int(length), max(0.0, float(oldest or 0))


def _witnesses(policy: Policy) -> list[dict[str, Any]]:
    newest = {
        one.witness: one
        for one in Cosignature.objects.filter(witness__in=[witness.name for witness in policy.witnesses])
        .order_by("witness", "-checkpoint_id", "-cosigned_at")
        .distinct("witness")
    }
    return [
        {
            "name": witness.name,
            "url": witness.url if witness.is_independent else "",  # ours is asked where nobody else comes
            "is_independent": witness.is_independent,
            "cosigned_at": newest[witness.name].cosigned_at if witness.name in newest else None,
            "size": newest[witness.name].checkpoint_id if witness.name in newest else None,
        }
        for witness in policy.witnesses
    ]


def _verifier(file: Path) -> dict[str, str] | None:
    try:
        changed = file.stat().st_mtime_ns
    except OSError:
        return None
    return {"url": f"{settings.STATIC_URL}{file.name}", "sha256": _sha256(file, changed)}


@functools.lru_cache(maxsize=2)
def _sha256(file: Path, _changed: int) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
