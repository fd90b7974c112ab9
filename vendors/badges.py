"""The badge in the public log: every change of it is an entry of `vendor:<slug>/badge`, so that its history can be recomputed.

The badge itself is derived by the database (migration 0002). What is here compares it with the last change that was told, and
tells what is new: asked twice, it tells nothing.
"""

import json
from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from events.services import record_each
from ledger.encoding import Statement, milliseconds
from ledger.models import Entry
from ledger.services import extend_public
from vendors.event_types import BADGE_CHANGED
from vendors.models import (
    REQUIRED_CHECKS,
    BadgeChange,
    BadgeMove,
    CheckKind,
    CheckStatus,
    Vendor,
    Verification,
    VerificationCheck,
)

LIVE = (BadgeMove.GRANT, BadgeMove.RENEW)
LAPSES_A_RUN = 500
_Line = tuple[str, int, str, str]  # kind, until, check, because: all that a profile's history is told from


@dataclass(frozen=True)
class _Badge:
    since: datetime
    until: datetime


def chain_of(slug: str) -> str:
    """Return the name of the public chain of a vendor's badge."""
    return f"vendor:{slug}/badge"


@transaction.atomic
def record_badges(vendor_ids: Sequence[int], *, check: CheckKind | None = None, because: CheckStatus | None = None) -> int:
    """Tell the log what changed about the badges of these vendors; return how many changes there were.

    `check` is the one whose decision changed it, where there was one, and `because` what it became. A badge that ran out names
    the check that did.
    """
    slugs = dict(Vendor.objects.filter(pk__in=vendor_ids).order_by("pk").select_for_update(no_key=True).values_list("pk", "slug"))
    now = timezone.now()
    badges = {
        row.vendor_id: _Badge(row.verified_at, row.verified_until)
        for row in Verification.objects.filter(vendor__in=slugs, verified_until__gt=now)
    }
    told = {
        change.vendor_id: change
        for change in BadgeChange.objects.filter(vendor__in=slugs).order_by("vendor", "-id").distinct("vendor")
    }
    changes = [
        BadgeChange(vendor_id=pk, move=move, until=until, at=at, check_kind=check or "", because=because or "")
        for pk in slugs
        for move, until, at in _moves(badges.get(pk), told.get(pk), now)
    ]
    _name_what_ran_out([change for change in changes if change.move == BadgeMove.EXPIRE])
    stories: dict[str, list[Statement]] = {}
    for change in changes:
        stories.setdefault(chain_of(slugs[change.vendor_id]), []).append(_statement(change))
    if changes:
        extend_public(stories)
        BadgeChange.objects.bulk_create(changes)
        record_each(BADGE_CHANGED, [(slug, _facts(change, slug)) for change in changes for slug in [slugs[change.vendor_id]]])
    return len(changes)


def record_lapses() -> int:
    """Tell the log of badges that ran out by themselves, and of any that the log was not told of; return how many changes."""
    return record_badges(list(_untold()))


def check_badges() -> Generator[str, None, None]:
    """Yield a line for each badge whose history here is not that of the log, or that the log was not told of for an hour."""
    told: dict[str, list[_Line]] = {}
    entries = Entry.objects.filter(chain__name__startswith="vendor:", kind__startswith="badge.").order_by("chain_id", "seq")
    for name, kind, payload in entries.values_list("chain__name", "kind", "payload").iterator(2000):
        data = json.loads(bytes(payload))["data"]
        told.setdefault(str(name), []).append((kind, data.get("until", 0), data.get("check", ""), data.get("because", "")))
    here: dict[str, list[_Line]] = {}
    columns = ("vendor__slug", "move", "until", "check_kind", "because")
    for slug, move, until, check, because in BadgeChange.objects.order_by("pk").values_list(*columns).iterator(2000):
        line = (f"badge.{move}", milliseconds(until) if move in LIVE else 0, check, because)
        here.setdefault(chain_of(slug), []).append(line)
    for name in told.keys() | here.keys():
        if told.get(name) != here.get(name):
            yield f"{name}: the log tells another history than the rows"
    hour_ago = timezone.now() - timedelta(hours=1)
    for slug in Vendor.objects.filter(pk__in=_untold(), verification__verified_at__lt=hour_ago).values_list("slug", flat=True):
        yield f"the badge of {slug} is not what the log was told"


def _untold() -> Iterable[int]:
    """Return vendors whose badge is not what was told last, some at a time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH told AS (SELECT DISTINCT ON (vendor_id) vendor_id, move, until FROM vendors_badgechange"
            " ORDER BY vendor_id, id DESC),"
            " live AS (SELECT vendor_id, verified_until FROM vendors_verification WHERE verified_until > clock_timestamp())"
            " SELECT COALESCE(l.vendor_id, t.vendor_id) FROM live l FULL JOIN told t USING (vendor_id)"
            " WHERE (l.vendor_id IS NULL AND t.move IN ('grant', 'renew'))"
            " OR (l.vendor_id IS NOT NULL AND (t.vendor_id IS NULL OR t.move NOT IN ('grant', 'renew')"
            " OR t.until <> l.verified_until)) ORDER BY 1 LIMIT %s",
            [LAPSES_A_RUN],
        )
        return [row[0] for row in cursor.fetchall()]


def _moves(badge: _Badge | None, told: BadgeChange | None, now: datetime) -> Iterator[tuple[BadgeMove, datetime, datetime]]:
    """Yield what happened between the last change that was told and the badge as it is: move, until, at."""
    is_live = told is not None and told.move in LIVE
    if told is not None and is_live and told.until <= now:
        yield BadgeMove.EXPIRE, told.until, told.until
        is_live = False
    if badge is None:
        if told is not None and is_live:
            yield BadgeMove.WITHDRAW, told.until, now
    elif not is_live:
        yield BadgeMove.GRANT, badge.until, badge.since
    elif told is not None and told.until != badge.until:
        yield BadgeMove.RENEW, badge.until, badge.since


def _name_what_ran_out(changes: Sequence[BadgeChange]) -> None:
    """Put on each change the first check that ended when the badge did."""
    ends = {(change.vendor_id, change.until): change for change in changes}
    found = VerificationCheck.objects.filter(
        vendor__in={vendor for vendor, _ in ends}, expires_at__in={until for _, until in ends}, kind__in=REQUIRED_CHECKS
    )
    kinds = {(check.vendor_id, check.expires_at): check.kind for check in found.order_by("-pk")} if ends else {}
    for end, change in ends.items():
        change.check_kind, change.because = kinds.get(end, ""), CheckStatus.EXPIRED


def _facts(change: BadgeChange, slug: str) -> dict[str, str | None]:
    until, check = change.until.isoformat(), str(change.check_kind) or None
    return {"vendor": slug, "move": str(change.move), "until": until, "check": check}


def _statement(change: BadgeChange) -> Statement:
    data: dict[str, str | int] = {}
    if change.move in LIVE:
        data["until"] = milliseconds(change.until)
    if change.check_kind:
        data["check"] = str(change.check_kind)
    if change.because:
        data["because"] = str(change.because)
    return Statement(f"badge.{change.move}", data, at=change.at)
