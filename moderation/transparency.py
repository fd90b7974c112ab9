"""The public figures: sums over the monthly rows, and the log's own count of removed reviews."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Sum

from ledger.encoding import encode64
from ledger.models import Checkpoint
from moderation.foul_play import WATCHES
from moderation.models import Measure, MonthlyFigure, Outcome, TombstoneCount
from moderation.rules import ANSWER_RULES, RULES
from reviews.models import ModerationGround, ModerationKind, ReportReason

MONTHS, KEPT_SECONDS = 24, 300
KEY = "moderation.transparency"
COLUMNS = ("month", "measure", "kind", "reason", "value")


def transparency() -> dict[str, Any]:
    """Return all figures of the page; at most five minutes old."""
    return cache.get_or_set(KEY, _count, KEPT_SECONDS) or {}


def figure_rows() -> Iterator[Sequence[object]]:
    """Yield the monthly figures as a table, oldest first, with its head."""
    yield COLUMNS
    yield from MonthlyFigure.objects.order_by("month", "measure", "kind", "reason").values_list(*COLUMNS).iterator(1000)


def _count() -> dict[str, Any]:
    sums = MonthlyFigure.objects.exclude(measure=Measure.MINUTES_TO_DECIDE).order_by().values_list("measure", "kind", "reason")
    totals: dict[tuple[str, str, str], int] = {(m, kind, reason): n for m, kind, reason, n in sums.annotate(Sum("value"))}
    return {
        "automated_decisions": 0,
        "reports": list(_reports(totals)),
        "decisions": list(_decisions(totals)),
        "appeals": {
            "received": totals.get((Measure.APPEALS, "", ""), 0),
            "upheld": totals.get((Measure.APPEALS_DECIDED, Outcome.UPHELD, ""), 0),
            "reversed": totals.get((Measure.APPEALS_DECIDED, Outcome.REVERSED, ""), 0),
        },
        "removed": _removed(),
        "months": list(_months()),
        "rules": list(_rules()),
        "sample_percent": settings.MODERATION_SAMPLE_PERCENT,
    }


def _reports(totals: dict[tuple[str, str, str], int]) -> Iterator[dict[str, Any]]:
    for reason in ReportReason:
        if count := totals.get((Measure.REPORTS, "", reason)):
            yield {"reason": reason.value, "reason_label": reason.label, "count": count}


def _decisions(totals: dict[tuple[str, str, str], int]) -> Iterator[dict[str, Any]]:
    for kind in ModerationKind:
        for ground in ModerationGround:
            if count := totals.get((Measure.ACTIONS, kind, ground)):
                yield {
                    "decision": kind.value,
                    "decision_label": kind.label,
                    "reason": ground.value,
                    "reason_label": ground.label,
                    "count": count,
                }


def _removed() -> dict[str, Any] | None:
    counted = TombstoneCount.objects.order_by("-tree_size").first()
    if counted is None:
        return None
    return {
        "tombstones": counted.removed,
        "published_again": counted.published_again,
        "removed_now": counted.removed - counted.published_again,
        "tree_size": counted.tree_size,
        "root_hash": encode64(bytes(Checkpoint.objects.get(size=counted.tree_size).root)),
        "counted_at": counted.counted_at,
    }


def _months() -> Iterator[dict[str, Any]]:
    """Yield the newest months, newest first."""
    newest = MonthlyFigure.objects.order_by("-month").values_list("month", flat=True).distinct()[:MONTHS]
    by_month: dict[date, Counter[str]] = defaultdict(Counter)
    for month, measure, value in MonthlyFigure.objects.filter(month__in=list(newest)).values_list("month", "measure", "value"):
        by_month[month][measure] += value
    for month in sorted(by_month, reverse=True):
        counted = by_month[month]
        yield {
            "month": month,
            "reports": counted[Measure.REPORTS],
            "pointed_at": counted[Measure.POINTED_AT],
            "decisions": counted[Measure.ACTIONS],
            "appeals": counted[Measure.APPEALS],
            "median_minutes_to_decide": counted.get(Measure.MINUTES_TO_DECIDE),
        }


def _rules() -> Iterator[dict[str, Any]]:
    for leads_to, rules in (("queue", RULES + ANSWER_RULES), ("signal", WATCHES)):
        for rule in rules:
            yield {
                "code": rule.code,
                "version": rule.version,
                "title": rule.title,
                "words": rule.words,
                "leads_to": leads_to,
            }
