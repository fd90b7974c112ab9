"""Who gets which mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.models import Delivery, Event
from ledger.encoding import encode64
from notifications.inbox_models import InboxItem
from notifications.models import Channel, InboxMail, Message
from notifications.planning import plan
from orders.models import Order
from orders.services import advance_order, cancel_order
from orders.statuses import Status
from reviews.inviting import INVITATION
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.stories import TO_COMPLETED, moved, placed_order, time_passes
from tests.work import do_due_work
from vendors.models import Item, Vendor
from vendors.services import create_api_key, revoke_leaked_key, rotate_api_key

Mailed = Callable[[], list[InboxMail]]


def due_again() -> None:
    Message.objects.filter(state="failed").update(due_at=timezone.now())


def test_a_placed_order_is_told_to_the_team_and_the_customer(order: Order, mailed: Mailed) -> None:
    mails = {mail.to: mail for mail in mailed()}

    assert set(mails) == {"owner@example.com", "staff@example.com", "ada@example.com"}
    for part in (mails["staff@example.com"].text, mails["staff@example.com"].html):
        for word in (order.reference, "Sourdough loaf", "£3.50", "Sliced, please", "/dashboard/crumb-and-co"):
            assert word in part
    for part in (mails["ada@example.com"].text, mails["ada@example.com"].html):
        assert f"http://localhost:8000/track/{order.uid}" in part
    assert order.uid not in mails["staff@example.com"].html


def test_each_move_is_told_to_the_customer(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    mailed()
    ready = timezone.now() + timedelta(minutes=20)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="Ten minutes", estimated_ready_at=ready)
    (mail,) = mailed()

    assert (mail.to, mail.subject) == ("ada@example.com", f"Crumb & Co accepted your order (order {order.reference})")
    for word in ("Ten minutes", "Entry 1", f"/track/{order.uid}", "Expected to be ready"):
        assert word in mail.text
        assert word in mail.html


def test_mails_carry_what_nobody_can_take_back(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    confirmation = next(mail for mail in mailed() if mail.to == "ada@example.com")
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    (told,) = mailed()
    for part in (confirmation.text, confirmation.html):
        assert encode64(bytes(order.chain.chain_id)) in part
    for part in (told.text, told.html):
        assert encode64(bytes(order.chain.entries.get(seq=1).leaf_hash)) in part


def test_a_reason_is_told(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    mailed()
    advance_order(order, to=Status.REJECTED, by=vendor_staff, reason="Oven broken")
    assert "Oven broken" in mailed()[0].text


def test_a_cancellation_by_the_customer_is_confirmed(order: Order, mailed: Mailed, customer: User) -> None:
    mailed()
    cancel_order(order, by=customer, reason="Wrong day")
    assert [mail.to for mail in mailed()] == ["ada@example.com"]


def test_a_day_after_completion_a_review_is_asked_for_once(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    moved(order, vendor_staff, *TO_COMPLETED)
    subjects = [mail.subject for mail in mailed() if mail.to == "ada@example.com"]
    assert len(subjects) == 5
    assert not any(subject.startswith("How was") for subject in subjects)

    assert time_passes(INVITATION) == 1
    (mail,) = mailed()
    assert (mail.to, mail.subject) == ("ada@example.com", f"How was Crumb & Co? (order {order.reference})")
    assert f"http://localhost:8000/orders/{order.uid}#review" in mail.text
    assert time_passes(INVITATION) == 0
    assert mailed() == []


def test_an_answered_review_is_told(order: Order, mailed: Mailed, vendor_owner: User, customer: User) -> None:
    review = submit_review(order=moved(order, vendor_owner, *TO_COMPLETED), by=customer, rating=5, body="Good")
    mailed()
    respond_to_review(review, by=vendor_owner, body="Thank you")
    assert [(mail.to, mail.subject) for mail in mailed()] == [("ada@example.com", "Crumb & Co answered your review")]


def test_who_has_left_gets_nothing(order: Order, mailed: Mailed, vendor_staff: User, vendor_owner: User) -> None:
    vendor_staff.memberships.get().delete()  # type: ignore[attr-defined, unused-ignore]  # the stubs disagree by run
    User.objects.filter(pk=vendor_owner.pk).update(is_active=False)
    assert [mail.to for mail in mailed()] == ["ada@example.com"]


def test_an_owner_who_buys_from_the_own_shop_gets_both(vendor_owner: User, item: Item, mailed: Mailed) -> None:
    order = placed_order(vendor_owner, item)
    Order.objects.filter(pk=order.pk).update(contact_email=vendor_owner.email)
    assert [mail.to for mail in mailed()] == [vendor_owner.email] * 2


def test_r41_the_same_delivery_twice_is_one_mail(order: Order, mailed: Mailed) -> None:
    mailed()
    plan(Event.objects.get(type="order.placed"))
    Delivery.objects.update(state="pending", due_at=timezone.now())
    assert mailed() == []
    assert Message.objects.filter(state="sent", attempts=1, channel=Channel.MAIL).count() == 3
    assert InboxItem.objects.count() == 3


def test_a_provider_that_fails_is_asked_again(order: Order, mailed: Mailed, refuse: Callable[..., None]) -> None:
    refuse("ada@example.com", 2)
    assert {mail.to for mail in mailed()} == {"owner@example.com", "staff@example.com"}
    message = Message.objects.get(recipient="ada@example.com")
    assert (message.state, message.attempts, message.last_error[:19]) == ("failed", 1, "ConnectionError: 42")
    assert mailed() == []  # not due yet

    due_again()
    assert mailed() == []
    due_again()
    assert [mail.to for mail in mailed()] == ["ada@example.com"]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_error) == ("sent", 3, "")
    assert not Delivery.objects.exclude(state="done").exists()


def test_one_bad_address_does_not_keep_the_colleagues_waiting(order: Order, mailed: Mailed, refuse: Callable[..., None]) -> None:
    refuse("owner@example.com", 1)
    assert {mail.to for mail in mailed()} == {"staff@example.com", "ada@example.com"}
    due_again()
    assert [mail.to for mail in mailed()] == ["owner@example.com"]


def test_r46_a_rollback_leaves_no_event_and_no_mail(customer: User, item: Item, vendor_staff: User) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        placed_order(customer, item)
        raise RuntimeError("after the outbox was written")
    assert do_due_work() == 0
    assert (Event.objects.count(), Message.objects.count(), InboxMail.objects.count()) == (0, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_before_the_commit(customer: User, item: Item, vendor_staff: User) -> None:
    from tests.threads import at_once

    with transaction.atomic():
        placed_order(customer, item)
        assert at_once(do_due_work) == [0]  # another connection sees no work yet
    assert at_once(do_due_work) == [6]  # the event for people and for programs, two mails, two items
    assert InboxMail.objects.count() == 2


def test_a_subject_is_one_line(order: Order, mailed: Mailed, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(name="Crumb\r\nBcc: everybody@example.com" + " x" * 40)
    subjects = [mail.subject for mail in mailed()]
    assert len(subjects) == 3
    assert not any("\n" in subject or "\r" in subject for subject in subjects)


def test_owners_alone_are_told_of_keys(
    vendor: Vendor, vendor_owner: User, vendor_staff: User, moderator: User, mailed: Mailed
) -> None:
    made = create_api_key(vendor, by=vendor_owner, name="Till <b>", scopes=["orders.view"])
    (created,) = mailed()
    rotate_api_key(made.key, by=vendor_owner, overlap=timedelta(0))
    (renewed,) = mailed()
    revoke_leaked_key(made.key, by=moderator, reason="leaked")
    (revoked,) = mailed()
    assert [mail.to for mail in (created, renewed, revoked)] == ["owner@example.com"] * 3
    assert created.subject == "An API key was made for Crumb & Co"
    for part in (created.text, created.html):
        assert f"tt_live_{made.key.prefix}" in part
        assert made.text not in part
        assert "/dashboard/crumb-and-co/keys" in part
    assert "Till &lt;b&gt;" in created.html
    assert f"By: {vendor_owner.name}" in created.text
    assert "By: TrustTrack" in revoked.text
    assert "new secret" in renewed.text
