"""Asking for a review: once, a day later, and each review says whether it was asked for."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from events.services import deliver_due
from orders.models import Order
from reviews.inviting import invite_due, plan_invitation
from reviews.models import Review, ReviewInvitation, VendorFigures
from reviews.services import submit_review
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item, Vendor

DAY_LATER = timedelta(hours=25)


@pytest.fixture
def planned(order: Order) -> ReviewInvitation:
    """What the completion of the order has planned."""
    while deliver_due():
        pass
    return ReviewInvitation.objects.get()


def test_completion_plans_it_a_day_ahead(planned: ReviewInvitation, order: Order) -> None:
    completed_at = order.history.get(status="completed").recorded_at
    assert abs(planned.due_at - completed_at - timedelta(days=1)) < timedelta(seconds=5)
    for event in Event.objects.filter(type="order.status_changed"):
        plan_invitation(event)
    assert ReviewInvitation.objects.count() == 1


def test_asked_once_and_counted(planned: ReviewInvitation, vendor: Vendor, order: Order) -> None:
    assert invite_due() == 0
    assert invite_due(timezone.now() + DAY_LATER) == 1
    assert invite_due(timezone.now() + timedelta(days=30)) == 0
    assert VendorFigures.objects.get(vendor=vendor).invited == 1
    assert Event.objects.get(type="review.invited").subject == order.uid


def test_who_has_written_or_left_is_not_asked(planned: ReviewInvitation, order: Order, customer: User, vendor: Vendor) -> None:
    submit_review(order=order, by=customer, rating=4, body="x")
    assert invite_due(timezone.now() + DAY_LATER) == 0
    planned.refresh_from_db()
    assert (planned.invited_at, planned.dropped_at is not None) == (None, True)
    assert VendorFigures.objects.get(vendor=vendor).invited == 0


def test_a_closed_account_is_not_asked(planned: ReviewInvitation, customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(is_active=False)
    assert invite_due(timezone.now() + DAY_LATER) == 0


def test_a_review_says_how_it_came(
    planned: ReviewInvitation, order: Order, customer: User, item: Item, vendor_staff: User, anonymous: APIClient, vendor: Vendor
) -> None:
    invite_due(timezone.now() + DAY_LATER)
    submit_review(order=order, by=customer, rating=4, body="Asked")
    submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=4, body="By myself")
    rows = anonymous.get(f"/api/v1/vendors/{vendor.slug}/reviews/").json()["results"]
    assert [(row["body"], row["route"]) for row in rows] == [("By myself", "own"), ("Asked", "invited")]
    assert all(row["order_completed_at"] for row in rows)
    assert order.reference not in str(rows)


def test_nobody_says_otherwise_later(order: Order, customer: User) -> None:
    submit_review(order=order, by=customer, rating=4, body="x")
    with pytest.raises(DatabaseError, match="its route is what it was"), transaction.atomic():
        Review.objects.update(route="invited")


def test_a_review_cannot_claim_a_route(order: Order, customer: User) -> None:
    review = Review.objects.create(order=order, vendor=order.vendor, author=customer, rating=5, body="x", route="invited")
    review.refresh_from_db()
    assert review.route == "own"


def test_the_database_asks_nobody_twice(planned: ReviewInvitation) -> None:
    invite_due(timezone.now() + DAY_LATER)
    with pytest.raises(DatabaseError, match="was asked for already"), transaction.atomic():
        ReviewInvitation.objects.update(invited_at=timezone.now())
    with pytest.raises(IntegrityError, match="order_id"), transaction.atomic():
        ReviewInvitation.objects.create(order=planned.order, due_at=timezone.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReviewInvitation.objects.all().delete()


def test_sent_or_dropped(order: Order) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="invitation_sent_or_dropped"), transaction.atomic():
        ReviewInvitation.objects.create(order=order, due_at=now, invited_at=now, dropped_at=now)


@pytest.mark.django_db(transaction=True)
def test_tasks_at_once_ask_once(planned: ReviewInvitation) -> None:
    later = timezone.now() + DAY_LATER
    assert sum(at_once(*[partial(invite_due, later)] * 4)) == 1
    assert Event.objects.filter(type="review.invited").count() == 1
