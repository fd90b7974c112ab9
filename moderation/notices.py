"""What is told of moderators' decisions."""

from collections.abc import Iterator

from events.models import Event
from moderation import composing
from moderation.event_types import CASE_DECIDED, DECISION_APPEALED, DECISION_STATED
from moderation.models import Appeal, Case, SourceKind, Statement
from notifications.notices import Facts, Group, Notice, Recipient, add_notice
from notifications.rendering import compose_with


def _statement(event: Event) -> Statement:
    return Statement.objects.with_decision().select_related("recipient").get(pk=event.payload["statement"])


def _author(event: Event) -> Iterator[Recipient]:
    yield Recipient.of(_statement(event).recipient)


def _appeal(event: Event) -> Appeal:
    appeals = Appeal.objects.select_related("statement__recipient", "statement__action__review__vendor")
    return appeals.get(pk=event.payload["appeal"])


def _appellant(event: Event) -> Iterator[Recipient]:
    yield Recipient.of(_appeal(event).statement.recipient)


def _case(event: Event) -> Case:
    return Case.objects.select_related("action", "review__vendor").get(pk=event.payload["case"])


def _reporters(event: Event) -> Iterator[Recipient]:
    """Yield whoever reported the review."""
    reports = _case(event).sources.filter(kind=SourceKind.REPORT, report__isnull=False)
    for source in reports.select_related("report__reporter").order_by("pk").iterator(500):
        if source.report is not None:
            yield Recipient.of(source.report.reporter)


def _stated(event: Event, _: Recipient) -> Facts:
    return {"statement": _statement(event)}


def _appealed(event: Event, _: Recipient) -> Facts:
    return {"appeal": _appeal(event)}


def _decided(event: Event, _: Recipient) -> Facts:
    return {"case": _case(event)}


REVIEW_DECISION = add_notice(
    Notice(
        "review_decision",
        (DECISION_STATED,),
        "Decisions about my reviews",
        "What we decided about a review of yours, why, and how to appeal.",
        Group.REVIEWS,
        audience=_author,
        facts=_stated,
        required=True,  # Digital Services Act, article 17
    )
)
APPEAL_RECEIVED = add_notice(
    Notice(
        "appeal_received",
        (DECISION_APPEALED,),
        "My appeals",
        "Your appeal is here, and what happens next.",
        Group.REVIEWS,
        audience=_appellant,
        facts=_appealed,
        required=True,  # article 20
    )
)
REPORT_DECIDED = add_notice(
    Notice(
        "report_decided",
        (CASE_DECIDED,),
        "My reports",
        "We looked at a review that you reported.",
        Group.REVIEWS,
        audience=_reporters,
        facts=_decided,
        required=True,  # article 16
    )
)
compose_with("review_decision", composing.decision)
compose_with("appeal_received", composing.appeal_received)
compose_with("report_decided", composing.report_decided)
