"""Redactions, each undone by itself: what another took out stays out, and at the end all is as its author left it."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import User
from common.errors import Invalid
from ledger.models import Opening
from orders.models import Order
from reviews.auditing import check_moderation, check_reviews, check_versions
from reviews.editing import edit_review
from reviews.errors import AlreadyModerated, LaterRedaction
from reviews.items import ItemWords, items_of
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, ReviewVersion
from reviews.redacting import is_left_of, put_words_back, redact_review
from reviews.services import submit_review
from vendors.models import Item

BODY = "Call 0117 496 0123. You thief. Good bread."
FIRST, BOTH = "Call […]. You thief. Good bread.", "Call […]. You […]. Good bread."
FAULT, MISTAKE = ModerationGround.PERSONAL_DATA, ModerationGround.MISTAKE


@pytest.fixture
def review(order: Order, customer: User, item: Item) -> Review:
    """Four stars, with a phone number, an insult, and words about the loaf."""
    return submit_review(order=order, by=customer, rating=4, title="Mr Smith", body=BODY, items=[ItemWords(item.pk, 5, "Crisp.")])


def redact(review: Review, by: User, *, title: str = "Mr Smith", body: str = BODY, **more: object) -> ModerationAction:
    return redact_review(review, by=by, ground=FAULT, title=title, body=body, **more)  # type: ignore[arg-type]  # as the caller says


def back(review: Review, by: User, redaction: ModerationAction | None = None, **words: str) -> ModerationAction:
    return put_words_back(review, by=by, ground=MISTAKE, redaction=redaction, **words)


def said(review: Review) -> tuple[str, str, bool]:
    review.refresh_from_db()
    return review.title, review.body, review.is_redacted


def opened() -> set[str]:
    """Return every value that the log opens to everybody."""
    fields = Opening.objects.values_list("fields", flat=True)
    return {one["value"] for row in fields for one in row.values() if one.get("public")}


def test_undoing_the_second_leaves_out_what_the_first_took(review: Review, moderator: User) -> None:
    redact(review, moderator, body=FIRST)
    second = redact(review, moderator, body=BOTH)
    back(review, moderator, second)
    assert said(review) == ("Mr Smith", FIRST, True)
    assert FIRST in opened()
    assert BODY not in opened()
    back(review, moderator)
    assert said(review) == ("Mr Smith", BODY, False)
    assert [*check_reviews(), *check_versions(), *check_moderation()] == []


def test_undoing_the_first_leaves_out_what_the_second_took_elsewhere(review: Review, moderator: User, item: Item) -> None:
    first = redact(review, moderator, body=FIRST, items={item.pk: "[…]"})
    second = redact(review, moderator, title="[…]", body=FIRST)
    back(review, moderator, first)
    assert said(review) == ("[…]", BODY, True)
    assert items_of(review.newest) == [ItemWords(item.pk, 5, "Crisp.")]
    back(review, moderator, second)
    assert said(review) == ("Mr Smith", BODY, False)


def test_where_both_touched_a_text_it_is_said_what_stands(review: Review, moderator: User) -> None:
    first = redact(review, moderator, body=FIRST)
    second = redact(review, moderator, body=BOTH)
    for words in ("", "Somebody else's words"):
        with pytest.raises(LaterRedaction):
            back(review, moderator, first, body=words)
    back(review, moderator, first, body="Call 0117 496 0123. You […]. Good bread.")
    assert said(review)[1:] == ("Call 0117 496 0123. You […]. Good bread.", True)
    back(review, moderator, second)
    assert said(review) == ("Mr Smith", BODY, False)


def test_undone_once(review: Review, moderator: User, customer: User) -> None:
    first = redact(review, moderator, body=FIRST)
    back(review, moderator, first)
    with pytest.raises(AlreadyModerated):
        back(review, moderator, first)
    edit_review(review, by=customer, body="Good bread, Mr Smith.")
    with pytest.raises(AlreadyModerated):
        back(review, moderator)


def test_words_about_items_come_back(review: Review, moderator: User, item: Item) -> None:
    redact(review, moderator, items={item.pk: ""})
    assert items_of(Review.objects.get().newest) == [ItemWords(item.pk, 5, "")]
    back(review, moderator)
    assert items_of(Review.objects.get().newest) == [ItemWords(item.pk, 5, "Crisp.")]


@pytest.mark.parametrize("body", ["I love this shop.", "Call 0117 496 0123. You thief. Good bread!", "Good bread. Call […].", ""])
def test_a_redaction_adds_no_words(review: Review, moderator: User, body: str) -> None:
    with pytest.raises(Invalid):
        redact(review, moderator, body=body)


def test_what_is_left() -> None:
    assert is_left_of("Ready […] said .", "Ready when they said.")
    assert is_left_of("", "Ready")
    assert not is_left_of("Ready said when", "Ready when they said.")


# --- The database -----------------------------------------------------------------------------------------------------


def test_words_come_back_by_an_act_once_no_redaction_stands(review: Review, moderator: User) -> None:
    redact(review, moderator, body=FIRST)
    words = {"number": 3, "kind": "put_back", "author": moderator, "rating": 4, "title": "Mr Smith", "body": BODY}
    with pytest.raises(IntegrityError, match="stands, so the words"), transaction.atomic():
        ReviewVersion.objects.create(review=review, **words)


@pytest.mark.parametrize(
    ("kind", "more", "refusal"),
    [
        (ModerationKind.REDACT, {}, "moderation_action_of_a_version"),
        (ModerationKind.PUT_BACK, {"version": 2}, "moderation_action_of_a_version"),
        (ModerationKind.HIDE, {"version": 2}, "moderation_action_of_a_version"),
    ],
)
def test_acts_name_their_version(
    review: Review, moderator: User, kind: ModerationKind, more: dict[str, int], refusal: str
) -> None:
    ground = MISTAKE if kind == ModerationKind.PUT_BACK else FAULT
    with pytest.raises(IntegrityError, match=refusal), transaction.atomic():
        ModerationAction.objects.create(review=review, moderator=moderator, action=kind, ground=ground, **more)


def test_an_act_undoes_a_redaction_of_its_review(review: Review, moderator: User) -> None:
    warning = ModerationAction.objects.create(review=review, moderator=moderator, action="warn", ground=FAULT)
    with pytest.raises(IntegrityError, match="undoes a redaction of it"), transaction.atomic():
        ModerationAction.objects.create(
            review=review, moderator=moderator, action="put_back", ground=MISTAKE, version=2, undoes=warning
        )
