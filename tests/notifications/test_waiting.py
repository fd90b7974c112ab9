"""Mails about orders that wait: to whom, what they say, and that nothing is said once the order has moved."""

from collections.abc import Callable

import pytest

from accounts.models import User
from ledger.reads import leaf_hash_of
from notifications.models import InboxMail
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from tests.factories import MembershipFactory
from tests.stories import moved, time_passes
from vendors.models import MembershipRole, Vendor

Mailed = Callable[[], list[InboxMail]]
TO_READY = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP)


@pytest.fixture
def manager(vendor: Vendor) -> User:
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER, user__email="manager@example.com").user


def test_owners_and_managers_are_called_not_the_counter(
    order: Order, mailed: Mailed, vendor_owner: User, vendor_staff: User, manager: User
) -> None:
    mailed()
    time_passes("order.unanswered")
    mails = mailed()
    assert {mail.to for mail in mails} == {"owner@example.com", "manager@example.com"}
    assert mails[0].subject == f"Order {order.reference} waits for an answer"
    assert "/dashboard/crumb-and-co" in mails[0].text


def test_the_customer_is_offered_to_cancel_with_link_and_hash(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    mailed()
    time_passes("order.cancel_offered")
    (mail,) = mailed()
    assert (mail.to, mail.subject) == ("ada@example.com", f"Crumb & Co has not answered your order {order.reference}")
    for fact in (f"/orders/{order.uid}", f"/track/{order.uid}", leaf_hash_of(order.chain_id, 0), "go on waiting"):
        assert fact in mail.text


def test_answered_before_the_mail_went_out_nothing_is_said(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    mailed()
    time_passes("order.cancel_offered")
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert [mail.subject for mail in mailed()] == [f"Crumb & Co accepted your order (order {order.reference})"]


def test_a_pickup_is_reminded_of_twice(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    moved(order, vendor_staff, *TO_READY)
    mailed()
    subjects = []
    for kind in ("pickup.waiting", "pickup.still_waiting"):
        time_passes(kind)
        subjects += [mail.subject for mail in mailed() if mail.to == "ada@example.com"]
    assert subjects == [
        f"Your order {order.reference} is waiting at Crumb & Co",
        f"Your order {order.reference} is still waiting at Crumb & Co",
    ]
