"""What the clock does to checks: it warns ahead, turns what ran out into `expired`, and frees what somebody left lying.

All of it is safe to run twice and by two at once. The badge itself lapses without it, at the second (ADR 7).
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from events.services import record
from vendors.badges import record_badges
from vendors.event_types import CHECK_EXPIRED, CHECK_EXPIRING
from vendors.models import STANDING_STATUSES, CheckStatus, CheckWarning, VerificationCheck
from vendors.services.checks import move_check
from vendors.services.deciding import CLAIM_LASTS

#: How many days ahead owners are warned, the nearest first: who is told of the week is not told of the month as well.
WARNED_DAYS_AHEAD = (7, 30)
CHECKS_A_RUN = 200


@transaction.atomic
def expire_checks() -> int:
    """Turn approvals and waivers that are past their time into `expired`, and tell the badges' history; return how many."""
    due = VerificationCheck.objects.filter(status__in=STANDING_STATUSES, expires_at__lte=timezone.now()).order_by("expires_at")
    checks = list(due.select_for_update(no_key=True, skip_locked=True, of=("self",)).select_related("vendor")[:CHECKS_A_RUN])
    for check in sorted(checks, key=lambda check: check.vendor_id):  # each move locks its vendor: always in one order
        move_check(check, CheckStatus.EXPIRED, by=None)
        if not _is_replaced(check):
            payload = {"vendor": check.vendor.slug, "check": check.pk, "kind": check.kind}
            record(CHECK_EXPIRED, subject=check.vendor.slug, payload=payload)
    record_badges(sorted({check.vendor_id for check in checks}))
    return len(checks)


def warn_of_expiry() -> int:
    """Tell of checks that run out within 30 days, and within 7: once each, as events; return how many."""
    return sum(_warn(days) for days in WARNED_DAYS_AHEAD)


@transaction.atomic
def _warn(days: int) -> int:
    now = timezone.now()
    warned = CheckWarning.objects.filter(verification_check=OuterRef("pk"), days_ahead__lte=days)
    due = VerificationCheck.objects.standing().filter(expires_at__gt=now, expires_at__lte=now + timedelta(days=days))
    rows = due.exclude(Exists(warned)).select_related("vendor").order_by("expires_at")
    checks = list(rows.select_for_update(no_key=True, skip_locked=True, of=("self",))[:CHECKS_A_RUN])
    CheckWarning.objects.bulk_create(CheckWarning(verification_check=check, days_ahead=days) for check in checks)
    for check in checks:
        payload = {"vendor": check.vendor.slug, "check": check.pk, "kind": check.kind, "days": days}
        record(CHECK_EXPIRING, subject=check.vendor.slug, payload=payload)
    return len(checks)


@transaction.atomic
def release_stale_claims() -> int:
    """Put back into the queue what somebody took and left lying; return how many."""
    stale = VerificationCheck.objects.filter(status=CheckStatus.IN_REVIEW, claimed_at__lte=timezone.now() - CLAIM_LASTS)
    checks = list(stale.order_by("pk").select_for_update(no_key=True, skip_locked=True)[:CHECKS_A_RUN])
    for check in sorted(checks, key=lambda check: check.vendor_id):  # as in expire_checks
        move_check(check, CheckStatus.SUBMITTED, by=None)
    return len(checks)


def _is_replaced(check: VerificationCheck) -> bool:
    return VerificationCheck.objects.standing().filter(vendor=check.vendor_id, kind=check.kind).exclude(pk=check.pk).exists()
