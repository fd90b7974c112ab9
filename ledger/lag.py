"""How far the sealing is behind: what operators watch."""

from dataclasses import dataclass

from django.conf import settings
from django.db import connection

from ledger.models import AuditRun

NEVER = float("inf")


@dataclass(frozen=True)
class Lag:
    """Seconds, but `signed_at`: unix seconds of the last signature. What never happened is infinitely long ago."""

    queue_age: float
    signed_at: float
    cosignature_age: float
    unsigned_age: float  # of the oldest batch that nobody signed
    is_witnessed: bool  # whether witnesses are configured at all


def ledger_lag() -> Lag:
    """Return the lag, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT extract(epoch FROM clock_timestamp() - (SELECT queued_at FROM ledger_queue ORDER BY id LIMIT 1)),"
            " extract(epoch FROM (SELECT signed_at FROM ledger_signedcheckpoint ORDER BY size DESC LIMIT 1)),"
            " extract(epoch FROM clock_timestamp() - (SELECT cosigned_at FROM ledger_cosignature ORDER BY id DESC LIMIT 1)),"
            " extract(epoch FROM clock_timestamp() - (SELECT integrated_at FROM ledger_checkpoint WHERE size >"
            " (SELECT COALESCE(max(size), 0) FROM ledger_signedcheckpoint) ORDER BY size LIMIT 1))"
        )
        queued, signed, cosigned, unsigned = cursor.fetchone()
    return Lag(
        queue_age=max(0.0, float(queued or 0)),
        signed_at=float(signed or 0),
        cosignature_age=NEVER if cosigned is None else float(cosigned),
        unsigned_age=max(0.0, float(unsigned or 0)),
        is_witnessed=bool(settings.LEDGER_WITNESSES),
    )


def last_mismatches() -> float:
    """Return how much the last nightly audit found wrong; 0 before the first."""
    return float(AuditRun.objects.order_by("-pk").values_list("mismatches", flat=True).first() or 0)
