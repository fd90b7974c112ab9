"""Taking words and photos out of a review, and putting them back.

A redaction names what it takes out. It is undone by itself: what other redactions took out stays out, and once none is left the
review is as its author left it, with the words about items and the photos.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from common.errors import Invalid
from reviews.errors import AlreadyModerated, LaterRedaction
from reviews.event_types import REVIEW_PUT_BACK, REVIEW_REDACTED
from reviews.items import ItemWords, items_of
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, ReviewPhoto, ReviewVersion, VersionKind
from reviews.moderation import act
from reviews.photos import photos_of, show_again, withhold_photos
from reviews.services import lock_review, record_review
from reviews.versions import add_version

#: What stands where words were taken out.
BLANK = "[…]"


@dataclass(frozen=True)
class Content:
    """All that a version shows but its stars."""

    title: str
    body: str
    items: Sequence[ItemWords]
    photos: Sequence[ReviewPhoto]


@transaction.atomic
def redact_review(
    review: Review,
    *,
    by: User,
    ground: ModerationGround,
    title: str,
    body: str,
    items: Mapping[int, str] | None = None,
    without_photos: Collection[str] = (),
    note: str = "",
) -> ModerationAction:
    """Take words out of a review, and photos: a further version. What was there before is open to nobody any more.

    `title`, `body` and `items` (words by item; those not named stay) are what is left, with `[…]` where something was;
    `without_photos` are uids. Raises as hide_review does; Invalid too where nothing is left, nothing changes, or words are new.
    """
    before = content_of(lock_review(review).newest)
    after = Content(
        title.strip(),
        body.strip(),
        [replace(one, body=(items or {}).get(one.item, one.body).strip()) for one in before.items],
        [photo for photo in before.photos if photo.uid not in without_photos],
    )
    if after == before or (before.body and not after.body):
        raise Invalid(
            "Take some words out and leave some, take a photo out, or hide the review.", pointer="/body", code="nothing_redacted"
        )
    _require_less(before, after)
    gone = [photo for photo in before.photos if photo not in after.photos]

    def change(locked: Review, action: ModerationAction, tell: Callable[[], object]) -> None:
        withhold_photos(gone, by=action)
        _say(locked, VersionKind.REDACTION, by, after, tell)

    return act(review, ModerationKind.REDACT, change, by=by, ground=ground, note=note)


@transaction.atomic
def put_words_back(
    review: Review,
    *,
    by: User,
    ground: ModerationGround,
    redaction: ModerationAction | None = None,
    title: str = "",
    body: str = "",
    note: str = "",
) -> ModerationAction:
    """Undo a redaction, without one named the last that stands. What other redactions took out stays out.

    Raises as hide_review does; AlreadyModerated where it was undone, LaterRedaction where another took words out of the same text
    since: then `title` and `body` say what is to stand of it, of the words from before the redaction.
    """
    locked = lock_review(review)
    undone = redaction or standing_redactions(locked).last()
    if undone is None or not standing_redactions(locked).filter(pk=undone.pk).exists():
        raise AlreadyModerated("These words are back already.")
    is_last = standing_redactions(locked).count() == 1
    content = _as_written(locked) if is_last else _without(undone, locked, title.strip(), body.strip())
    kind = VersionKind.PUT_BACK if is_last else VersionKind.REDACTION

    def change(locked: Review, action: ModerationAction, tell: Callable[[], object]) -> None:
        show_again(undone)
        _say(locked, kind, by, replace(content, photos=_photos(locked)), tell)

    return act(review, ModerationKind.PUT_BACK, change, by=by, ground=ground, note=note, undoes=undone)


def standing_redactions(review: Review) -> QuerySet[ModerationAction]:
    """Return the redactions of a review that were not undone, in their order."""
    redactions = ModerationAction.objects.filter(review=review, action=ModerationKind.REDACT, version__isnull=False)
    return redactions.filter(undone_by=None).order_by("pk")


def content_of(version: ReviewVersion) -> Content:
    """Return what a version shows."""
    return Content(version.title, version.body, items_of(version), photos_of(version))


def is_left_of(after: str, before: str) -> bool:
    """Say whether a text is another with parts taken out: without `[…]` its characters stand in the other in this order."""
    characters = iter("".join(before.split()))
    return all(character in characters for character in "".join(after.replace(BLANK, "").split()))


def _require_less(before: Content, after: Content) -> None:
    pairs = [(before.title, after.title, "/title"), (before.body, after.body, "/body")]
    pairs += [(one.body, left.body, f"/items/{one.item}") for one, left in zip(before.items, after.items, strict=True)]
    for said, left, pointer in pairs:
        if not is_left_of(left, said):
            raise Invalid(f"Take words out, and put {BLANK} in their place; add none.", pointer=pointer, code="not_redacted")


def _as_written(review: Review) -> Content:
    """Return what the author said last."""
    return content_of(review.versions.exclude(kind=VersionKind.REDACTION).latest("number"))


def _without(undone: ModerationAction, review: Review, title: str, body: str) -> Content:
    """Return what the review says without one of several redactions, text by text."""
    number = undone.version or 0
    before, after = (content_of(review.versions.get(number=one)) for one in (number - 1, number))
    now = content_of(review.newest)
    return Content(
        _undone(before.title, after.title, now.title, given=title),
        _undone(before.body, after.body, now.body, given=body),
        [
            replace(one, body=_undone(was.body, left.body, one.body, given=one.body))
            for was, left, one in zip(before.items, after.items, now.items, strict=True)
        ],
        now.photos,
    )


def _undone(before: str, after: str, now: str, *, given: str) -> str:
    """Return one text without a redaction that made `after` of `before`; where a later one touched it too, what is given."""
    if after == before:
        return now
    if now == after:
        return before
    if not given or not is_left_of(given, before):
        raise LaterRedaction("Words were taken out of the same text once more since. Write what is to stand, without those.")
    return given


def _photos(review: Review) -> list[ReviewPhoto]:
    """Return the photos that the author showed last and no redaction withholds."""
    said = review.versions.exclude(kind=VersionKind.REDACTION).latest("number")
    return [photo for photo in photos_of(said) if photo.removed_at is None and photo.withheld_by_id is None]


def _say(review: Review, kind: VersionKind, by: User, content: Content, tell: Callable[[], object]) -> None:
    version = add_version(
        review,
        kind=kind,
        by=by,
        rating=review.rating,
        title=content.title,
        body=content.body,
        items=content.items,
        photos=content.photos,
        say_first=tell,
    )
    record_review(REVIEW_REDACTED if kind == VersionKind.REDACTION else REVIEW_PUT_BACK, review, version=version.number)
