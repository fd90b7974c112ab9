"""Digests of very many people, and of what is partly gone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from accounts.models import User
from notifications import digests
from notifications.models import InboxMail, Message, MessageState
from notifications.tasks import gather_digests
from orders.models import Order
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.stories import completed_order
from tests.threads import at_once
from tests.work import do_due_work
from vendors.models import Item, Membership


def held(user: User, **more: object) -> Message:
    """Return a message that is due to be gathered, unsaved."""
    given = {"event_uid": uuid4(), "kind": "review_answered", "user": user, "recipient": user.email, **more}
    return Message(state=MessageState.HELD, due_at=timezone.now() - timedelta(minutes=1), **given)


@pytest.mark.django_db
def test_one_run_begins_the_digests_of_all_whose_time_has_come() -> None:
    people = User.objects.bulk_create(User(email=f"reader{number}@example.com", name="Reader") for number in range(130))
    Message.objects.bulk_create(held(person) for person in people)
    assert gather_digests() == 130
    assert Message.objects.filter(state=MessageState.GATHERED).values("digest").distinct().count() == 130


def test_what_is_gone_takes_nothing_else_out_of_the_mail(customer: User, item: Item, vendor_owner: User) -> None:
    review = submit_review(order=completed_order(customer, item, vendor_owner), by=customer, rating=5, body="Crisp.")
    respond_to_review(review, by=vendor_owner, body="Thank you.")
    do_due_work(limit=200)
    told = Message.objects.filter(kind="review_answered", channel="mail", user=customer)
    told.update(state=MessageState.HELD, sent_at=None, due_at=timezone.now())
    held(customer).save()  # its event is not there
    assert digests.gather_due() == 1
    do_due_work()
    mail = InboxMail.objects.filter(to=customer.email).latest("pk")
    assert mail.text.count("Read what they say about order") == 1


def test_a_digest_tells_who_left_a_team_nothing_of_its_customers(order: Order, vendor_owner: User, vendor_staff: User) -> None:
    do_due_work()
    told = Message.objects.filter(kind="new_order", channel="mail")
    told.update(state=MessageState.HELD, sent_at=None, due_at=timezone.now())
    Membership.objects.filter(user=vendor_staff).delete()
    assert digests.gather_due() == 2
    do_due_work()
    states = dict(Message.objects.filter(kind="digest").values_list("recipient", "state"))
    assert states == {vendor_owner.email: "sent", vendor_staff.email: "dropped"}


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_split_nobodys_digest() -> None:
    people = User.objects.bulk_create(User(email=f"reader{number}@example.com", name="Reader") for number in range(8))
    rows = (held(person) for person in people for _ in range(20))
    Message.objects.bulk_create(rows)
    assert sum(at_once(digests.gather_due, digests.gather_due)) == 8
    told = Message.objects.filter(state=MessageState.GATHERED)
    assert (told.count(), told.values("digest").distinct().count(), told.values("user", "digest").distinct().count()) == (
        160,
        8,
        8,
    )
