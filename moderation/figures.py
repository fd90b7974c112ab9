"""Counting what moderators do, month by month, for the transparency page and the desk."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from moderation.models import Appeal, Case, CaseSource, Measure, MonthlyFigure, SourceKind
from reviews.models import ModerationAction, ReviewReport

MEDIAN = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM decided_at - opened_at) / 60)
FROM moderation_case WHERE state = 'decided' AND decided_at >= %s AND decided_at < %s
"""


class Span(NamedTuple):
    """A month: from its first moment to the next one's."""

    start: datetime
    end: datetime


def count_months() -> int:
    """Count the current and the last month again, and those from before that were never counted; return how many."""
    months = list(_months_to_count())
    for month in months:
        count_month(month)
    return len(months)


def count_month(month: date) -> None:
    """Count one month, given by its first day. Safe to repeat."""
    span = _span(month)
    figures = [*_reports(span), *_sources(span), *_actions(span), *_cases(span), *_appeals(span)]
    rows = [
        MonthlyFigure(month=month, measure=measure, kind=kind, reason=reason, value=value)
        for measure, kind, reason, value in figures
    ]
    MonthlyFigure.objects.bulk_create(
        rows, update_conflicts=True, update_fields=["value"], unique_fields=["month", "measure", "kind", "reason"]
    )


def first_of(moment: date | datetime) -> date:
    """Return the first day of a moment's month."""
    return date(moment.year, moment.month, 1)


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


Figure = tuple[Measure, str, str, int]


def _months_to_count() -> Iterator[date]:
    this = first_of(timezone.now())
    month = _first_month(this)
    while month <= this:
        yield month
        month = next_month(month)


def _first_month(this: date) -> date:
    """Return the month before the newest that was counted, or the one in which the first thing happened."""
    newest = MonthlyFigure.objects.order_by("-month").values_list("month", flat=True).first()
    if newest is not None:
        return min(newest, date(this.year - (this.month == 1), (this.month - 2) % 12 + 1, 1))
    began = [
        model.objects.aggregate(at=Min(field))["at"]
        for model, field in ((ReviewReport, "created_at"), (ModerationAction, "recorded_at"), (CaseSource, "recorded_at"))
    ]
    return first_of(min([at for at in began if at] or [timezone.now()]))


def _span(month: date) -> Span:
    end = next_month(month)
    return Span(datetime(month.year, month.month, 1, tzinfo=UTC), datetime(end.year, end.month, 1, tzinfo=UTC))


def _within(field: str, span: Span) -> dict[str, Any]:
    return {f"{field}__gte": span.start, f"{field}__lt": span.end}


def _reports(span: Span) -> Iterator[Figure]:
    counted = ReviewReport.objects.filter(**_within("created_at", span)).order_by().values_list("reason")
    for reason, number in counted.annotate(Count("pk")):
        yield Measure.REPORTS, "", reason, number


def _sources(span: Span) -> Iterator[Figure]:
    kinds = {SourceKind.RULE: Measure.POINTED_AT, SourceKind.SAMPLING: Measure.DRAWN}
    counted = CaseSource.objects.filter(**_within("recorded_at", span), kind__in=kinds).order_by().values_list("kind", "rule")
    for kind, rule, number in counted.annotate(Count("pk")):
        yield kinds[SourceKind(kind)], rule, "", number


def _actions(span: Span) -> Iterator[Figure]:
    counted = ModerationAction.objects.filter(**_within("recorded_at", span)).order_by().values_list("action", "ground")
    for action, ground, number in counted.annotate(Count("pk")):
        yield Measure.ACTIONS, action, ground, number


def _cases(span: Span) -> Iterator[Figure]:
    if number := Case.objects.filter(**_within("decided_at", span)).count():
        yield Measure.CASES_DECIDED, "", "", number
        with connection.cursor() as cursor:
            cursor.execute(MEDIAN, list(span))
            yield Measure.MINUTES_TO_DECIDE, "", "", round(cursor.fetchone()[0])


def _appeals(span: Span) -> Iterator[Figure]:
    if number := Appeal.objects.filter(**_within("created_at", span)).count():
        yield Measure.APPEALS, "", "", number
    decided = Appeal.objects.filter(**_within("decided_at", span)).order_by().values_list("outcome")
    for outcome, count in decided.annotate(Count("pk")):
        yield Measure.APPEALS_DECIDED, outcome, "", count
