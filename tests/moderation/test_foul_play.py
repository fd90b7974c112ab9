"""Signals of foul play: what each watch sees, what it leaves alone, how many queries it takes, and that it acts on nothing."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import RememberedDevice, SecurityEvent, SecurityEventKind, User
from moderation.desk.case_page import rule_title
from moderation.foul_play import KEPT_FOR, WATCHES, pace, prune_signals, rings, self_purchase, watch
from moderation.models import Case, Signal
from orders.models import Fulfilment, Order
from orders.statuses import Status
from reviews.models import ModerationAction, Review
from reviews.services import submit_review
from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory
from tests.stories import completed_order, moved, placed_order
from vendors.models import Item, Vendor

NETWORK = "203.0.113.0/24"


def reviewed(by: User, item: Item, staff: User, **more: Any) -> Review:
    return submit_review(order=completed_order(by, item, staff), by=by, rating=5, body="Good bread", **more)


def signed_in(user: User, network: str = NETWORK, agent: str = "Firefox") -> None:
    SecurityEvent.objects.create(user=user, kind=SecurityEventKind.SIGNED_IN, network=network, user_agent=agent)


def device(user: User, key_hash: str) -> None:
    RememberedDevice.objects.create(user=user, key_hash=key_hash, expires_at=timezone.now() + timedelta(days=30))


def test_nothing_in_common(review: Review, vendor_owner: User) -> None:
    signed_in(review.author, "198.51.100.0/24")
    signed_in(vendor_owner)
    device(review.author, "a" * 64)
    device(vendor_owner, "b" * 64)
    assert self_purchase.look(review) is None


def test_a_shared_browser(review: Review, vendor_owner: User) -> None:
    device(review.author, "a" * 64)
    device(vendor_owner, "a" * 64)
    finding = self_purchase.look(review)
    assert finding is not None
    assert (finding.score, finding.inputs) == (90, {"marks": ["device"], "people": [vendor_owner.pk]})


@pytest.mark.parametrize(("agent", "score"), [("Firefox", 50), ("Chrome", 25)])
def test_a_shared_network_weighs_little(review: Review, vendor_owner: User, agent: str, score: int) -> None:
    signed_in(review.author)
    signed_in(vendor_owner, agent=agent)
    finding = self_purchase.look(review)
    assert finding is not None
    assert finding.score == score
    assert NETWORK not in str(finding.inputs)


def test_an_order_to_the_business_itself(customer: User, item: Item, vendor_staff: User, vendor: Vendor) -> None:
    Vendor.objects.filter(pk=vendor.pk).update(line1="1 Mill Street", postcode="BA1 1AA")
    address = {"line1": "1 mill street", "city": "Bath", "postcode": "ba11aa", "country": "GB"}
    order = placed_order(customer, item, fulfilment=Fulfilment.DELIVERY, address=address)
    statuses = (Status.ACCEPTED, Status.PREPARING, Status.OUT_FOR_DELIVERY, Status.DELIVERED, Status.COMPLETED)
    moved(order, vendor_staff, *statuses)
    review = submit_review(order=Order.objects.get(pk=order.pk), by=customer, rating=5, body="Quick")
    finding = self_purchase.look(Review.objects.select_related("vendor", "author", "order").get(pk=review.pk))
    assert finding is not None
    assert finding.inputs == {"marks": ["address"], "people": []}


def test_who_joined_the_team_afterwards(review: Review, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=review.author)
    finding = self_purchase.look(review)
    assert finding is not None
    assert (finding.score, finding.inputs["marks"]) == (100, ["team"])


def test_a_ring(customer: User, vendor_staff: User) -> None:
    friend, passer_by = UserFactory.create(), UserFactory.create()
    items = []
    for _ in range(3):
        membership = MembershipFactory.create(vendor=VendorFactory.create(verified=True))
        items.append((ItemFactory.create(vendor=membership.vendor), membership.user))
    for item, staff in items:
        reviewed(friend, item, staff)
    reviewed(passer_by, *items[0])
    last = [reviewed(customer, item, staff) for item, staff in items][-1]
    finding = rings.look(last)
    assert finding is not None
    assert finding.inputs == {
        "people": [friend.pk], "vendors": sorted(item.vendor_id for item, _ in items), "count": 1,
    }  # fmt: skip
    assert rings.look(Review.objects.get(author=passer_by)) is None


def test_a_burst_against_the_usual_day(item: Item, vendor_staff: User) -> None:
    item.stock = 50
    item.save()
    reviews = [reviewed(UserFactory.create(), item, vendor_staff) for _ in range(8)]
    assert pace.look_for_burst(reviews[6]) is None
    finding = pace.look_for_burst(reviews[7])
    assert finding is not None
    assert finding.inputs == {"last_day": 8, "usual_day": 0.0}


def test_velocity_of_an_author_and_of_a_network(customer: User, item: Item, vendor_staff: User) -> None:
    people = [UserFactory.create() for _ in range(4)]
    for person in people:
        signed_in(person)
    reviews = [reviewed(person, item, vendor_staff) for person in people]
    assert pace.look_for_velocity(reviews[2]) is None
    finding = pace.look_for_velocity(reviews[3])
    assert finding is not None
    assert finding.inputs == {"author_last_day": 1, "authors_of_one_network": 4}
    own = [reviewed(customer, item, vendor_staff) for _ in range(3)]
    finding = pace.look_for_velocity(own[-1])
    assert finding is not None
    assert finding.inputs["author_last_day"] == 3


def test_a_signal_is_noted_once_and_acts_on_nothing(review: Review, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=review.author)
    watch(review)
    watch(review)
    signal = Signal.objects.get()
    assert (signal.rule, signal.version, signal.vendor, signal.score) == ("self_purchase", 1, vendor, 100)
    review.refresh_from_db()
    assert (review.status, ModerationAction.objects.count()) == ("published", 0)
    source = Case.objects.get().sources.get()  # what weighs so much is looked at
    assert (source.rule, source.rule_version, rule_title(source)) == ("self_purchase", 1, "A business that reviews itself")


def test_what_weighs_less_opens_no_case(review: Review, vendor_owner: User) -> None:
    signed_in(review.author)
    signed_in(vendor_owner)
    watch(review)
    assert (Signal.objects.get().score, Case.objects.count()) == (50, 0)


def test_signals_go_after_half_a_year(review: Review, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=review.author)
    watch(review)
    assert prune_signals() == 0
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(days=1)):
        assert prune_signals() == 1


@pytest.mark.parametrize("number", [1, 12])
def test_r28_watching_takes_as_many_queries_however_much_there_is(item: Item, vendor_staff: User, number: int) -> None:
    author = UserFactory.create()
    item.stock = 50
    item.save()
    for _ in range(number):
        person = MembershipFactory.create(vendor=item.vendor).user
        signed_in(person)
        review = reviewed(author, item, vendor_staff)
    signed_in(author)
    fresh = Review.objects.select_related("vendor", "author", "order").get(pk=review.pk)
    with CaptureQueriesContext(connection) as queries:
        for one in WATCHES:
            one.look(fresh)
    assert len(queries) <= 22  # with the case that the last one opens


@pytest.mark.parametrize("score", [0, 101])
def test_the_database_refuses_a_weight_out_of_range(review: Review, score: int) -> None:
    with pytest.raises(IntegrityError, match="signal_score_range"), transaction.atomic():
        Signal.objects.create(review=review, vendor=review.vendor, rule="ring", version=1, score=score, expires_at=timezone.now())
