"""Work that moderation does when something happened; registered in config/listeners.py, run by the outbox's workers."""

from events.models import Event
from moderation import foul_play, screening
from moderation.models import SourceKind
from moderation.services import Because, open_case
from moderation.services.cases import REPORT_PRIORITY
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


def _review(event: Event) -> Review:
    return Review.objects.select_related("vendor", "author", "order").get(pk=event.payload["review"])
