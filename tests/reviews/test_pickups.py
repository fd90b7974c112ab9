"""The blind window: neither side sees the other's rating before both are in, or a week is over."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from ledger.models import Entry
from orders.models import Order
from reviews.auditing import check_reviews, check_versions
from reviews.errors import NotPublicYet, PickupNotRatable
from reviews.models import ModerationGround, PickupRating, PickupReason, Review
from reviews.moderation import warn_author
from reviews.pickups import rate_pickup, reveal_due
from reviews.recounting import check_figures
from reviews.services import submit_review
from tests.ledger.owner import rewriting
from tests.reviews.test_log import said
from tests.stories import completed_order, placed_order
from tests.threads import at_once
from vendors.models import Item, Vendor
from vendors.permissions import NotAllowed

Api = Callable[[User], APIClient]


@pytest.fixture
def blind(order: Order, vendor: Vendor) -> Order:
    """A completed pick-up of a vendor that rates pick-ups."""
    Vendor.objects.filter(pk=vendor.pk).update(rates_pickups=True)
    return order


@pytest.fixture
def pending(blind: Order, customer: User) -> Review:
    """A review that waits."""
    return submit_review(order=blind, by=customer, rating=2, body="Slow.")


def rating(vendor: Vendor) -> tuple[int, int]:
    vendor.refresh_from_db()
    return vendor.rating_sum, vendor.rating_count


def over() -> None:
    """Have the windows be over: a week has gone by."""
    with rewriting("reviews_review", "reviews_pickuprating") as cursor:
        cursor.execute("UPDATE reviews_review SET reveal_at = now() - interval '1 minute' WHERE status = 'pending'")
        cursor.execute("UPDATE reviews_pickuprating SET reveal_at = now() - interval '1 minute'")


def seen_by(client: APIClient, order: Order) -> object:
    return client.get(f"/api/v1/orders/{order.uid}/pickup-rating/").json()["pickup"]


def test_a_review_waits_uncounted_and_unread(
    pending: Review, vendor: Vendor, anonymous: APIClient, api: Api, vendor_owner: User
) -> None:
    assert (pending.status, rating(vendor), said()) == ("pending", (0, 0), [])
    for client in (anonymous, api(vendor_owner)):
        assert client.get(f"/api/v1/vendors/{vendor.slug}/reviews/").json()["results"] == []
        assert client.get(f"/api/v1/reviews/{pending.pk}/").status_code == 404
        assert client.get(f"/api/v1/reviews/{pending.pk}/versions/").status_code == 404
    assert list(Event.objects.filter(type__startswith="review.").values_list("type", flat=True)) == ["review.submitted"]
    assert [*check_reviews(), *check_versions(), *check_figures()] == []


def test_nobody_decides_about_what_waits(pending: Review, moderator: User) -> None:
    with pytest.raises(NotPublicYet):
        warn_author(pending, by=moderator, ground=ModerationGround.ABUSIVE)
    assert not Entry.objects.filter(chain__name="moderation").exists()


@pytest.mark.django_db(transaction=True)
def test_an_order_that_cannot_be_revealed_holds_up_no_other(
    pending: Review, customer: User, item: Item, vendor_staff: User
) -> None:
    other = submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=2, body="Slow.")
    over()
    with transaction.atomic():
        Order.objects.select_for_update().get(pk=pending.order_id)  # busy: the wait is over after three seconds
        assert at_once(reveal_due) == [1]
    other.refresh_from_db()
    assert other.status == "published"
    assert reveal_due() == 1


def test_its_author_sees_that_it_waits(pending: Review, api: Api, customer: User) -> None:
    told = api(customer).get(f"/api/v1/orders/{pending.order.uid}/review/").json()["review"]
    assert (told["status"], told["body"], told["can_edit"]) == ("pending", "Slow.", False)
    assert told["reveal_at"]


def test_both_appear_at_once_when_the_second_arrives(
    pending: Review, blind: Order, vendor: Vendor, vendor_staff: User, customer: User, api: Api
) -> None:
    rate_pickup(blind, by=vendor_staff, rating=5, reasons=[PickupReason.ON_TIME, PickupReason.ON_TIME])
    pending.refresh_from_db()
    assert (pending.status, rating(vendor)) == ("published", (2, 1))
    assert [kind for kind, _ in said()] == ["review.publish"]
    shown = PickupRating.objects.get()
    assert (shown.reasons, shown.revealed_at is not None) == (["on_time"], True)
    assert seen_by(api(customer), blind) is not None
    assert [*check_reviews(), *check_versions(), *check_figures()] == []


def test_the_vendors_rating_waits_for_the_review(
    blind: Order, vendor: Vendor, vendor_staff: User, customer: User, api: Api
) -> None:
    rate_pickup(blind, by=vendor_staff, rating=1, reasons=[PickupReason.LATE])
    assert seen_by(api(customer), blind) is None
    assert seen_by(api(vendor_staff), blind) is not None
    review = submit_review(order=blind, by=customer, rating=5, body="Good.")
    assert (review.status, rating(vendor)) == ("published", (5, 1))
    assert seen_by(api(customer), blind) is not None


def test_after_a_week_each_side_is_shown_alone(
    pending: Review, blind: Order, vendor: Vendor, customer: User, item: Item, vendor_staff: User, api: Api
) -> None:
    other = completed_order(customer, item, vendor_staff)
    rate_pickup(other, by=vendor_staff, rating=4)
    assert reveal_due() == 0
    over()
    assert seen_by(api(customer), other) is not None  # at once, whenever the task runs
    assert reveal_due() == 2
    pending.refresh_from_db()
    assert (pending.status, rating(vendor)) == ("published", (2, 1))
    assert PickupRating.objects.get().revealed_at is not None
    assert reveal_due() == 0


def refused(order: Order, by: User) -> str:
    with pytest.raises(PickupNotRatable) as caught:
        rate_pickup(order, by=by, rating=3)
    return str(caught.value.reason)


def test_who_has_read_the_review_does_not_rate_any_more(pending: Review, blind: Order, vendor_staff: User) -> None:
    over()
    reveal_due()
    assert refused(blind, vendor_staff) == "already_reviewed"


def test_why_a_pickup_cannot_be_rated(
    blind: Order, vendor: Vendor, vendor_staff: User, customer: User, item: Item, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert refused(placed_order(customer, item), vendor_staff) == "no_pickup"
    rate_pickup(blind, by=vendor_staff, rating=3)
    assert refused(blind, vendor_staff) == "already_rated"
    other = completed_order(customer, item, vendor_staff)
    later = timezone.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert refused(other, vendor_staff) == "too_late"
    assert submit_review(order=other, by=customer, rating=3, body="x").status == "published"
    Vendor.objects.filter(pk=vendor.pk).update(rates_pickups=False)
    assert refused(completed_order(customer, item, vendor_staff), vendor_staff) == "not_offered"


def test_the_team_alone_rates(blind: Order, customer: User, api: Api, stranger: User) -> None:
    with pytest.raises(NotAllowed):
        rate_pickup(blind, by=customer, rating=5)
    assert api(stranger).post(f"/api/v1/orders/{blind.uid}/pickup-rating/", {"rating": 5}).status_code == 404


def test_over_http(blind: Order, api: Api, vendor_staff: User) -> None:
    url = f"/api/v1/orders/{blind.uid}/pickup-rating/"
    client = api(vendor_staff)
    assert client.get(url).json() == {"allowed": True, "reason": None, "pickup": None}
    answer = client.post(url, {"rating": 4, "reasons": ["friendly"]})
    assert (answer.status_code, answer.json()["reasons"], answer.json()["revealed_at"]) == (201, ["friendly"], None)
    assert client.post(url, {"rating": 4}).json()["reason"] == "already_rated"
    assert client.post(url, {"rating": 9}).status_code == 400


def test_without_the_setting_a_review_is_shown_at_once(order: Order, customer: User) -> None:
    assert submit_review(order=order, by=customer, rating=4, body="x").status == "published"


# --- The database, and several at once ---------------------------------------------------------------------------------


def test_the_database_shows_nothing_early(pending: Review) -> None:
    with pytest.raises(IntegrityError, match="is not shown before"), transaction.atomic():
        Review.objects.update(status="published")
    with pytest.raises(DatabaseError, match="its window ends when it was to"), transaction.atomic():
        Review.objects.update(reveal_at=timezone.now())


def test_a_pending_review_says_until_when(order: Order, customer: User) -> None:
    with pytest.raises(IntegrityError, match="review_pending_until"), transaction.atomic():
        Review.objects.create(order=order, vendor=order.vendor, author=customer, rating=5, body="x", status="pending")


def create(order: Order, author: User, **more: object) -> None:
    given = {"rating": 3, "reveal_at": timezone.now() + timedelta(days=7), **more}
    with transaction.atomic():
        PickupRating.objects.create(order=order, author=author, **given)


def test_the_database_judges_ratings_of_pickups(
    blind: Order, customer: User, item: Item, vendor_staff: User, stranger: User
) -> None:
    with pytest.raises(IntegrityError, match="is no completed pick-up"):
        create(placed_order(customer, item), vendor_staff)
    with pytest.raises(IntegrityError, match="rated by the team"):
        create(blind, stranger)
    with pytest.raises(IntegrityError, match="pickup_rating_range"):
        create(blind, vendor_staff, rating=6)
    with pytest.raises(IntegrityError, match="pickup_reasons_known"):
        create(blind, vendor_staff, reasons=["ugly"])
    create(blind, vendor_staff)
    with pytest.raises(IntegrityError, match="is not shown before"), transaction.atomic():
        PickupRating.objects.update(revealed_at=timezone.now())
    with pytest.raises(DatabaseError, match="stays as it was written"), transaction.atomic():
        PickupRating.objects.update(rating=1)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        PickupRating.objects.all().delete()


def test_the_database_refuses_a_rating_after_the_review(order: Order, customer: User, vendor_staff: User) -> None:
    submit_review(order=order, by=customer, rating=4, body="x")
    with pytest.raises(IntegrityError, match="not rated after reading"):
        create(order, vendor_staff)


@pytest.mark.django_db(transaction=True)
def test_both_at_the_same_moment_appear_once(blind: Order, customer: User, vendor_staff: User, vendor: Vendor) -> None:
    results = at_once(
        partial(submit_review, order=blind, by=customer, rating=3, body="x"),
        partial(rate_pickup, blind, by=vendor_staff, rating=5),
    )
    assert [type(result) for result in results] == [Review, PickupRating]
    assert Review.objects.get().status == "published"
    assert PickupRating.objects.get().revealed_at is not None
    assert (rating(vendor), len(said())) == ((3, 1), 1)


@pytest.mark.django_db(transaction=True)
def test_tasks_and_the_second_side_at_once_publish_once(
    pending: Review, blind: Order, vendor_staff: User, vendor: Vendor
) -> None:
    over()
    at_once(reveal_due, reveal_due, partial(rate_pickup, blind, by=vendor_staff, rating=5), reveal_due)
    assert (rating(vendor), len(said())) == ((2, 1), 1)
    assert Event.objects.filter(type="review.published").count() == 1
