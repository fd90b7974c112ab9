"""Editing and withdrawing: versions for everybody to see, tombstones, and what the database refuses."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.http import Http404
from django.utils import timezone

from accounts.models import User
from events.models import Event
from reviews.auditing import check_moderation, check_reviews, check_versions
from reviews.editing import edit_review, withdraw_review
from reviews.errors import ChangedMeanwhile, ReviewFixed, ReviewNotAllowed
from reviews.models import ModerationGround, Review, ReviewVersion, VersionKind
from reviews.moderation import hide_review, restore_review
from reviews.services import lock_review, submit_review
from reviews.versions import add_version
from tests.ledger.owner import rewriting
from vendors.models import Vendor


def rating(vendor: Vendor) -> tuple[int, int]:
    vendor.refresh_from_db()
    return vendor.rating_sum, vendor.rating_count


def redact(review: Review, by: User, body: str = "[removed]") -> ReviewVersion:
    with transaction.atomic():
        locked = lock_review(review)
        return add_version(locked, kind=VersionKind.REDACTION, by=by, rating=locked.rating, title="", body=body)


def audited() -> list[str]:
    return [*check_reviews(), *check_versions(), *check_moderation()]


def test_a_review_begins_with_its_first_version(review: Review) -> None:
    version = review.versions.get()
    assert (version.number, version.kind, version.author_id) == (1, "original", review.author_id)
    assert (version.rating, version.title, version.body) == (4, "Still warm", "Ready when they said.")
    assert version.recorded_at == review.created_at


def test_an_edit_is_a_new_version_and_the_rating_follows(review: Review, customer: User, vendor: Vendor) -> None:
    edit_review(review, by=customer, rating=2, title=" Cold ", body="Cold after all.")
    review.refresh_from_db()
    assert (review.rating, review.title, review.body, review.version) == (2, "Cold", "Cold after all.", 2)
    assert review.revised_at is not None
    assert list(review.versions.values_list("number", "kind", "rating")) == [(1, "original", 4), (2, "edit", 2)]
    assert rating(vendor) == (2, 1)
    assert Event.objects.get(type="review.edited").payload["version"] == 2
    assert audited() == []


def test_r38_who_changes_older_words_is_told(review: Review, customer: User) -> None:
    edit_review(review, by=customer, body="Ready.", version=1)
    with pytest.raises(ChangedMeanwhile) as refused:
        edit_review(review, by=customer, body="Ready when they said!", version=1)
    assert refused.value.extra == {"version": 2}
    assert list(review.versions.values_list("body", flat=True)) == ["Ready when they said.", "Ready."]


def test_saying_the_same_again_adds_nothing(review: Review, customer: User) -> None:
    assert edit_review(review, by=customer, rating=4, title="Still warm", body="Ready when they said. ").number == 1
    assert not Event.objects.filter(type="review.edited").exists()


def test_only_the_author_edits_and_withdraws(review: Review, stranger: User, vendor_owner: User) -> None:
    for person in (stranger, vendor_owner):
        with pytest.raises(Http404):
            edit_review(review, by=person, rating=5, body="Wonderful")
        with pytest.raises(Http404):
            withdraw_review(review, by=person)


def refused(review: Review, by: User) -> str:
    with pytest.raises(ReviewFixed) as caught:
        edit_review(review, by=by, rating=1, body="Changed")
    return str(caught.value.reason)


def test_after_thirty_days_the_words_stay(review: Review, customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    later = timezone.now() + timedelta(days=30, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert refused(review, customer) == "too_old"


def test_what_is_hidden_redacted_or_withdrawn_is_not_edited(review: Review, customer: User, moderator: User) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    assert refused(review, customer) == "not_published"
    with pytest.raises(ReviewFixed):
        withdraw_review(review, by=customer)
    restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="It was not")
    redact(review, moderator)
    assert refused(review, customer) == "redacted"
    withdraw_review(review, by=customer)
    assert refused(review, customer) == "not_published"


def test_a_redaction_keeps_the_stars(review: Review, moderator: User, vendor: Vendor) -> None:
    redact(review, moderator, body="[a name was removed]")
    review.refresh_from_db()
    assert (review.body, review.title, review.rating, review.is_redacted) == ("[a name was removed]", "", 4, True)
    assert rating(vendor) == (4, 1)
    assert audited() == []


def test_withdrawn_for_good(review: Review, customer: User, moderator: User, vendor: Vendor) -> None:
    withdraw_review(review, by=customer)
    review.refresh_from_db()
    assert review.status == "withdrawn"
    assert review.removed_at is not None
    assert rating(vendor) == (0, 0)
    with pytest.raises(ReviewFixed):
        withdraw_review(review, by=customer)
    with pytest.raises(ReviewNotAllowed, match="reviewed this order already"):
        submit_review(order=review.order, by=customer, rating=5, body="Again")
    assert Event.objects.filter(type="review.withdrawn").count() == 1
    assert audited() == []


# --- The database -----------------------------------------------------------------------------------------------------


def add(review: Review, **more: object) -> None:
    given = {"number": 2, "kind": "edit", "author": review.author, "rating": 3, "title": "", "body": "x", **more}
    with transaction.atomic():
        ReviewVersion.objects.create(review=review, **given)


@pytest.mark.parametrize("number", [1, 3])
def test_no_gap_and_no_number_twice(review: Review, number: int) -> None:
    with pytest.raises(IntegrityError, match="does not follow"):
        add(review, number=number)


def test_nobody_edits_in_the_authors_name(review: Review, stranger: User) -> None:
    with pytest.raises(IntegrityError, match="by its author"):
        add(review, author=stranger)


def test_a_redaction_is_anothers_and_leaves_the_stars(review: Review, moderator: User) -> None:
    with pytest.raises(IntegrityError, match="by another"):
        add(review, kind="redaction", rating=4)
    with pytest.raises(IntegrityError, match="not of its stars"):
        add(review, kind="redaction", author=moderator, rating=5)


def test_an_unknown_kind(review: Review) -> None:
    with pytest.raises(IntegrityError, match="review_version_kind_known"):
        add(review, kind="rewrite")


@pytest.mark.parametrize("field", ["rating = 0", "rating = 6"])
def test_stars_of_a_version(review: Review, field: str) -> None:
    with pytest.raises(IntegrityError, match="review_version_rating_range"):
        add(review, rating=int(field.rpartition(" ")[2]))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_reviewversion SET body = 'Wonderful'",
        "DELETE FROM reviews_reviewversion",
        "UPDATE reviews_review SET version = 2",
        "UPDATE reviews_review SET is_redacted = true",
        "UPDATE reviews_review SET revised_at = now()",
        "UPDATE reviews_review SET removed_at = now()",
        "UPDATE reviews_review SET title = 'Wonderful'",
    ],
)
@pytest.mark.parametrize("replica", [False, True])
def test_r08_neither_versions_nor_their_mirror_are_rewritten(review: Review, statement: str, replica: bool) -> None:
    with (
        pytest.raises(DatabaseError, match=r"append-only|as it was written"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        if replica:
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)


@pytest.mark.parametrize(("before", "after"), [("published", "pending"), ("withdrawn", "published"), ("hidden", "withdrawn")])
def test_a_status_goes_one_way(review: Review, customer: User, moderator: User, before: str, after: str) -> None:
    if before == "withdrawn":
        withdraw_review(review, by=customer)
    if before == "hidden":
        hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    with pytest.raises(IntegrityError, match=f"is {before} and cannot become {after}"), transaction.atomic():
        Review.objects.update(status=after)


@pytest.mark.parametrize("more", [{"version": 2}, {"is_redacted": True}, {"status": "hidden"}, {"status": "withdrawn"}])
def test_a_review_is_not_born_old(order, customer: User, more: dict[str, object]) -> None:  # type: ignore[no-untyped-def]  # a fixture
    with pytest.raises(IntegrityError, match="begins with its first version"), transaction.atomic():
        Review.objects.create(order=order, author=customer, vendor=order.vendor, rating=5, body="x", **more)


# --- The audit --------------------------------------------------------------------------------------------------------


def test_the_audit_finds_words_that_somebody_rewrote(review: Review) -> None:
    with rewriting("reviews_reviewversion") as cursor:
        cursor.execute("UPDATE reviews_reviewversion SET body = 'Wonderful'")
    assert list(check_versions()) == [f"version 1 of review {review.pk}: its words are not those of the log"]


def test_the_audit_finds_a_version_that_the_log_does_not_know(review: Review, customer: User) -> None:
    edit_review(review, by=customer, rating=1, body="Changed")
    with rewriting("ledger_entry") as cursor:
        where = "WHERE kind = 'review.edit'"
        cursor.execute(f"DELETE FROM ledger_opening WHERE entry_id IN (SELECT id FROM ledger_entry {where})")
        cursor.execute(f"DELETE FROM ledger_entry {where}")
    assert list(check_versions()) == [f"version 2 of review {review.pk}: the log does not tell of it"]


def test_the_audit_finds_a_withdrawal_made_up(review: Review) -> None:
    Review.objects.update(status="withdrawn")
    assert list(check_moderation()) == [f"review {review.pk} was removed 0 times in the log, and withdrawn 1 times here"]
