"""Between the plan of a message and its sending much can change: what was switched off, who left, whether it is night."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.services import deliver_due
from notifications.delivering import send_due
from notifications.models import Channel, InboxMail, Message, Preference, Reading
from notifications.unsubscribing import set_by_link, token_for
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.stories import completed_order
from tests.work import do_due_work
from vendors.models import Item, Membership

#: Half an hour before ten in the evening in Berlin, and seven in the next morning.
EVENING = datetime(2026, 7, 1, 19, 30, tzinfo=UTC)
MORNING = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)


def test_what_was_switched_off_after_the_plan_is_not_sent(order: Order, vendor_owner: User, customer: User) -> None:
    do_due_work()
    advance_order(order, to=Status.ACCEPTED, by=vendor_owner)
    deliver_due()
    set_by_link(token_for(customer, "status_changed", Channel.MAIL), is_on=False)
    send_due()
    message = Message.objects.get(kind="status_changed", channel="mail")
    assert (message.state, message.last_error) == ("dropped", "It was switched off.")
    assert Message.objects.get(kind="status_changed", channel="inbox").state == "sent"


def test_what_cannot_be_switched_off_is_sent_all_the_same(order: Order, customer: User) -> None:
    deliver_due()
    Preference.objects.create(user=customer, kind="order_confirmation", channel="mail", is_on=False)
    send_due()
    assert Message.objects.get(kind="order_confirmation", channel="mail").state == "sent"


def test_who_left_the_team_hears_no_more_of_its_customers(order: Order, vendor_staff: User, vendor_owner: User) -> None:
    deliver_due()
    Membership.objects.filter(user=vendor_staff).delete()
    send_due()
    told = Message.objects.filter(kind="new_order", user=vendor_staff)
    assert set(told.values_list("state", flat=True)) == {"dropped"}
    assert set(Message.objects.filter(kind="new_order", user=vendor_owner).values_list("state", flat=True)) == {"sent"}
    assert not InboxMail.objects.filter(to=vendor_staff.email).exists()


@pytest.mark.parametrize(("number", "is_morning"), [(3, False), (6, True)])
def test_a_retry_does_not_fall_into_the_night(
    customer: User, item: Item, vendor_owner: User, refuse: Callable[..., None], number: int, is_morning: bool
) -> None:
    customer.timezone = "Europe/Berlin"
    customer.save()
    Reading.objects.create(user=customer, quiet_from=time(22), quiet_until=time(7))
    review = submit_review(order=completed_order(customer, item, vendor_owner), by=customer, rating=5, body="Crisp.")
    do_due_work(limit=200)
    respond_to_review(review, by=vendor_owner, body="Thank you.")
    deliver_due()
    with time_machine.travel(EVENING, tick=False):
        due = Message.objects.filter(kind="review_answered", channel="mail")
        due.update(attempts=number - 1, due_at=timezone.now() - timedelta(seconds=1))
        refuse(customer.email, 1)
        send_due()
        waiting = due.get()
    assert waiting.state == "failed"
    assert (waiting.due_at == MORNING) == is_morning


def test_what_comes_late_into_the_night_waits_and_no_try_is_counted(customer: User, item: Item, vendor_owner: User) -> None:
    customer.timezone = "Europe/Berlin"
    customer.save()
    Reading.objects.create(user=customer, quiet_from=time(22), quiet_until=time(7))
    review = submit_review(order=completed_order(customer, item, vendor_owner), by=customer, rating=5, body="Crisp.")
    do_due_work(limit=200)
    respond_to_review(review, by=vendor_owner, body="Thank you.")
    deliver_due()
    late = Message.objects.filter(kind="review_answered", channel="mail")
    with time_machine.travel(EVENING + timedelta(hours=3), tick=False):
        late.update(due_at=EVENING)
        send_due()
        waiting = late.get()
    assert (waiting.state, waiting.attempts, waiting.due_at, waiting.tries.count()) == ("pending", 0, MORNING, 0)
    with time_machine.travel(MORNING, tick=False):
        send_due()
    assert late.get().state == "sent"


def test_a_mail_to_another_address_leads_to_nobodys_settings(order: Order, vendor_owner: User, customer: User) -> None:
    customer.email = "the-account@example.com"
    customer.save()
    do_due_work()
    advance_order(order, to=Status.ACCEPTED, by=vendor_owner)
    do_due_work()
    mail = InboxMail.objects.filter(to="ada@example.com").latest("pk")
    assert "accepted your order" in mail.subject
    assert "/account/notifications" not in mail.text
    found = re.search(r"/unsubscribe/([\w-]+)", mail.text)
    assert found is not None
    assert APIClient().post("/api/v1/unsubscribe/", {"token": found[1]}).json()["title"] == f"Order {order.reference}"
    assert not Preference.objects.exists()
    advance_order(order, to=Status.PREPARING, by=vendor_owner)
    do_due_work()
    stopped = Message.objects.filter(kind="status_changed", channel="mail").latest("pk")
    assert (stopped.state, stopped.last_error) == ("dropped", "Its reader wants no more mails about this order.")
    assert Message.objects.filter(kind="status_changed", channel="inbox").latest("pk").state == "sent"


def test_an_address_that_differs_in_its_case_alone_is_the_accounts(order: Order, vendor_owner: User) -> None:
    do_due_work()
    advance_order(order, to=Status.ACCEPTED, by=vendor_owner)
    deliver_due()
    Message.objects.filter(kind="status_changed", channel="mail").update(recipient="Ada@Example.com")
    send_due()
    assert "/unsubscribe/" in InboxMail.objects.get(to="Ada@Example.com").text
