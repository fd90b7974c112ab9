"""The desk in figures: what waits, what was done lately, how long it took. Every query is bounded by an index."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.models import Count, Min, QuerySet
from django.utils import timezone

from moderation.figures import MEDIAN
from moderation.models import Appeal, Case, CaseSource, Outcome, SourceKind
from reviews.models import ModerationAction, ModerationKind

SPANS = (("7 days", timedelta(days=7)), ("30 days", timedelta(days=30)))


def statistics() -> dict[str, Any]:
    """Return what the page shows."""
    waiting = Case.objects.undecided()
    return {
        "waiting": waiting.count(),
        "oldest": waiting.aggregate(at=Min("opened_at"))["at"],
        "by_source": [(SourceKind(kind).label, number) for kind, number in _by_source()],
        "spans": [(words, _span(span)) for words, span in SPANS],
    }


def _by_source() -> QuerySet[CaseSource, tuple[str, int]]:
    sources = CaseSource.objects.filter(case__in=Case.objects.undecided()).order_by()
    return sources.values_list("kind").annotate(number=Count("case", distinct=True))


def _span(span: timedelta) -> dict[str, Any]:
    now = timezone.now()
    acts = ModerationAction.objects.filter(recorded_at__gt=now - span).order_by().values_list("action")
    appeals = Appeal.objects.filter(decided_at__gt=now - span)
    with connection.cursor() as cursor:
        cursor.execute(MEDIAN, [now - span, now])
        (median,) = cursor.fetchone()
    return {
        "acts": [(ModerationKind(action).label, number) for action, number in acts.annotate(Count("pk"))],
        "median_minutes": None if median is None else round(median),
        "appeals": appeals.count(),
        "reversed": appeals.filter(outcome=Outcome.REVERSED).count(),
    }
