"""Asking for a review: once, a day later, and each review says whether it was asked for."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from events.services import deliver_due
from orders.models import Order
from reviews.inviting import INVITATION, plan_invitation
from reviews.models import Review, ReviewInvitation, VendorFigures
from reviews.services import submit_review
from tests.stories import completed_order, time_passes
from tests.threads import at_once
from timers.models import Timer
from timers.services import fire_due
from vendors.models import Item, Vendor


@pytest.fixture
def planned(order: Order) -> Timer:
    """What the completion of the order has planned."""
    while deliver_due():
        pass
    return Timer.objects.get(kind=INVITATION)


def a_day_later() -> int:
    """Have the invitations that are planned be due; return how many customers were asked."""
    before = Event.objects.filter(type="review.invited").count()
    time_passes(INVITATION)
    return Event.objects.filter(type="review.invited").count() - before


def test_completion_plans_it_a_day_ahead(planned: Timer, order: Order) -> None:
    completed_at = order.history.get(status="completed").recorded_at
    assert abs(planned.due_at - completed_at - timedelta(days=1)) < timedelta(seconds=5)
    for event in Event.objects.filter(type="order.status_changed"):
        plan_invitation(event)
    assert (Timer.objects.filter(kind=INVITATION).count(), ReviewInvitation.objects.count()) == (1, 0)


def test_asked_once_and_counted(planned: Timer, vendor: Vendor, order: Order) -> None:
    fire_due()
    assert not ReviewInvitation.objects.exists()
    assert a_day_later() == 1
    for event in Event.objects.filter(type="order.status_changed"):
        plan_invitation(event)  # delivered again, long after
    assert a_day_later() == 0
    assert VendorFigures.objects.get(vendor=vendor).invited == 1
    assert Event.objects.get(type="review.invited").subject == order.uid


def test_who_has_written_or_left_is_not_asked(planned: Timer, order: Order, customer: User, vendor: Vendor) -> None:
    submit_review(order=order, by=customer, rating=4, body="x")
    assert a_day_later() == 0
    invitation = ReviewInvitation.objects.get()
    assert (invitation.invited_at, invitation.dropped_at is not None) == (None, True)
    assert VendorFigures.objects.get(vendor=vendor).invited == 0


def test_a_closed_account_is_not_asked(planned: Timer, customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(is_active=False)
    assert a_day_later() == 0


def test_what_was_planned_before_there_were_timers_is_carried_over(order: Order) -> None:
    due_at = timezone.now() + timedelta(hours=3)
    ReviewInvitation.objects.create(order=order, due_at=due_at)
    with connection.cursor() as cursor:
        cursor.execute(import_module("reviews.migrations.0026_invitations_by_timers").CARRY_OVER)
    assert Timer.objects.get(kind=INVITATION, subject=order.uid).due_at == due_at
    assert (a_day_later(), ReviewInvitation.objects.get().invited_at is not None) == (1, True)


def test_a_review_says_how_it_came(
    planned: Timer, order: Order, customer: User, item: Item, vendor_staff: User, anonymous: APIClient, vendor: Vendor
) -> None:
    a_day_later()
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


def test_the_database_asks_nobody_twice(planned: Timer, order: Order) -> None:
    a_day_later()
    with pytest.raises(DatabaseError, match="was asked for already"), transaction.atomic():
        ReviewInvitation.objects.update(invited_at=timezone.now())
    with pytest.raises(IntegrityError, match="order_id"), transaction.atomic():
        ReviewInvitation.objects.create(order=order, due_at=timezone.now())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ReviewInvitation.objects.all().delete()


def test_sent_or_dropped(order: Order) -> None:
    now = timezone.now()
    with pytest.raises(IntegrityError, match="invitation_sent_or_dropped"), transaction.atomic():
        ReviewInvitation.objects.create(order=order, due_at=now, invited_at=now, dropped_at=now)


@pytest.mark.django_db(transaction=True)
def test_tasks_at_once_ask_once(planned: Timer) -> None:
    Timer.objects.filter(kind=INVITATION).update(try_at=timezone.now() - timedelta(seconds=1))
    assert sum(at_once(*[fire_due] * 4)) == 1
    assert Event.objects.filter(type="review.invited").count() == 1
