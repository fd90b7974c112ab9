"""Work that moderation does when something happened; registered in config/listeners.py, run by the outbox's workers."""

from collections.abc import Callable

from accounts.models import User
from events.models import Event
from moderation import composing, foul_play, screening
from moderation.models import Appeal, Case, SourceKind, Statement
from moderation.services import Because, open_case
from moderation.services.cases import REPORT_PRIORITY
from notifications.sending import Mail, send_once
from reviews.models import Review, ReviewReport, Subject


def open_reported(event: Event) -> None:
    """Put a reported review or answer into the queue. Listens to `review.reported`."""
    report = ReviewReport.objects.select_related("review").get(pk=event.payload["report"])
    because = Because(
        SourceKind.REPORT,
        REPORT_PRIORITY,
        report=report,
        review_version=report.review.version,
        inputs={"reason": report.reason},
        about=Subject(report.about),
    )
    open_case(report.review, because)


def screen_review(event: Event) -> None:
    """Have the rules look at what was published or edited. Listens to `review.published` and `review.edited`."""
    review = _review(event)
    screening.screen(review)
    if event.type == "review.published":
        screening.draw(review)


def screen_answer(event: Event) -> None:
    """Have the rules look at a vendor's answer. Listens to `review.responded` and `review.response_edited`."""
    screening.screen_answer(_review(event))


def watch_review(event: Event) -> None:
    """Note what speaks of foul play. Listens to `review.published`."""
    foul_play.watch(_review(event))


def tell_author(event: Event) -> None:
    """Mail the author of a review the statement of reasons. Listens to `moderation.stated`."""
    statement = Statement.objects.with_decision().select_related("recipient").get(pk=event.payload["statement"])
    _tell(event, statement.recipient, "review_decision", lambda: composing.decision(statement))


def confirm_appeal(event: Event) -> None:
    """Mail the author that the appeal has arrived, and what happens next. Listens to `moderation.appealed`."""
    appeal = Appeal.objects.select_related("statement__recipient", "statement__action__review__vendor").get(
        pk=event.payload["appeal"]
    )
    _tell(event, appeal.statement.recipient, "appeal_received", lambda: composing.appeal_received(appeal))


def tell_reporters(event: Event) -> None:
    """Mail whoever reported the review that it was looked at, and no more. Listens to `moderation.case_decided`."""
    case = Case.objects.select_related("action", "review__vendor").get(pk=event.payload["case"])
    failures: list[Exception] = []
    for source in case.sources.filter(kind=SourceKind.REPORT).select_related("report__reporter").order_by("pk"):
        if source.report is None:
            continue
        try:
            _tell(event, source.report.reporter, "report_decided", lambda: composing.report_decided(case))
        except Exception as error:
            failures.append(error)
    if failures:
        raise failures[0]


def _review(event: Event) -> Review:
    return Review.objects.select_related("vendor", "author", "order").get(pk=event.payload["review"])


def _tell(event: Event, person: User, kind: str, compose: Callable[[], Mail]) -> None:
    """Mail who still has an address."""
    if not person.is_deleted:
        send_once(event, kind=kind, recipient=person.email, compose=compose)
