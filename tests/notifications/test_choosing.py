"""Who is told by what and when: choices, quiet hours, digests. Nothing twice, nothing lost."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from events.services import record
from notifications import digests
from notifications.choosing import can_wait, choices_for
from notifications.models import Channel, InboxMail, Message, MessageState, Preference, Reading
from notifications.notices import Recipient, notices
from orders.models import Order
from reviews.responding import respond_to_review
from reviews.services import submit_review
from tests.browsers import Browser
from tests.factories import UserFactory
from tests.stories import completed_order
from tests.threads import at_once
from tests.work import do_due_work
from vendors.models import Item

Mailed = Callable[[], list[InboxMail]]
#: Half past eleven at night in Berlin.
NIGHT = datetime(2026, 7, 1, 21, 30, tzinfo=UTC)
MORNING = datetime(2026, 7, 2, 5, 0, tzinfo=UTC)


def channels(kind: str, user: User) -> dict[str, datetime | None]:
    ((_, choices),) = choices_for(notices()[kind], [Recipient.of(user)])
    return {choice.channel.value: choice.due_at for choice in choices}


def quiet(user: User, **more: str) -> None:
    user.timezone = "Europe/Berlin"
    user.save()
    Reading.objects.create(user=user, quiet_from=time(22), quiet_until=time(7), **more)


def answered_reviews(customer: User, item: Item, owner: User, count: int) -> None:
    for _ in range(count):
        review = submit_review(order=completed_order(customer, item, owner), by=customer, rating=5, body="Crisp.")
        respond_to_review(review, by=owner, body="Thank you.")


def answers(mails: list[InboxMail]) -> list[InboxMail]:
    return [mail for mail in mails if mail.to == "ada@example.com" and "answered" in f"{mail.subject}{mail.text}"]


def test_a_channel_is_used_as_the_person_chose(customer: User) -> None:
    assert "mail" in channels("status_changed", customer)
    Preference.objects.create(user=customer, kind="status_changed", channel="mail", is_on=False)
    assert "mail" not in channels("status_changed", customer)
    assert "mail" in channels("review_answered", customer)


def test_a_choice_cannot_keep_security_away(customer: User) -> None:
    Preference.objects.create(user=customer, kind="new_device", channel="mail", is_on=False)
    assert "mail" in channels("new_device", customer)


def test_marketing_is_off_until_it_is_asked_for(customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from notifications.notices import Group
    from notifications.preferences import is_wanted

    news = replace(notices()["review_answered"], kind="news", group=Group.MARKETING)
    assert not is_wanted(news, Channel.MAIL, {})
    assert is_wanted(news, Channel.MAIL, {("news", "mail"): True})


@time_machine.travel(NIGHT, tick=False)
def test_at_night_waits_what_can_wait_and_nothing_else(customer: User) -> None:
    quiet(customer)
    assert channels("review_answered", customer)["mail"] == MORNING
    for kind in ("status_changed", "new_order", "new_device", "order_confirmation", "review_decision"):
        assert channels(kind, customer)["mail"] is None


@time_machine.travel(MORNING, tick=False)
def test_by_day_nothing_waits(customer: User) -> None:
    quiet(customer)
    assert channels("review_answered", customer)["mail"] is None


def test_choices_of_many_take_two_queries(
    customer: User, stranger: User, django_assert_num_queries: Callable[..., object]
) -> None:
    people = [Recipient.of(customer), Recipient.of(stranger), Recipient(email="guest@example.com")]
    with django_assert_num_queries(2):  # type: ignore[attr-defined]  # a context manager, which its type does not say
        assert len(list(choices_for(notices()["review_answered"], people))) == 3


def test_who_has_a_browser_takes_one_query_for_all(
    customer: User, stranger: User, settings: Settings, django_assert_num_queries: Callable[..., object]
) -> None:
    settings.PUSH_GATEWAY = "notifications.push_inbox.InboxGateway"
    Browser("https://push.example.com/send/abc").subscription_of(customer)
    people = [Recipient.of(customer), Recipient.of(stranger), *(Recipient.of(UserFactory.create()) for _ in range(20))]
    with django_assert_num_queries(3):  # type: ignore[attr-defined]  # a context manager, which its type does not say
        chosen = list(choices_for(notices()["status_changed"], people))
    pushed = [recipient.user for recipient, choices in chosen if Channel.PUSH in {choice.channel for choice in choices}]
    assert pushed == [customer]


def test_what_can_wait_is_said_by_group() -> None:
    waiting = {kind for kind, notice in notices().items() if can_wait(notice)}
    assert waiting >= {"review_answered", "please_review", "check_expiring", "ownership_offer"}
    assert not waiting & {"status_changed", "order_confirmation", "new_order", "new_device", "digest", "review_decision"}


def test_a_digest_tells_all_that_was_held_in_one_mail_once(
    customer: User, item: Item, vendor_owner: User, mailed: Mailed
) -> None:
    Reading.objects.create(user=customer, digest="daily")
    answered_reviews(customer, item, vendor_owner, 2)
    assert answers(mailed()) == []
    assert Message.objects.filter(user=customer, state=MessageState.HELD, kind="review_answered").count() == 2
    assert digests.gather_due() == 0
    with time_machine.travel(timezone.now() + timedelta(days=1, hours=1), tick=False):
        assert (digests.gather_due(), digests.gather_due()) == (1, 0)
        (mail,) = answers(mailed())
        assert mail.text.count("Read what they say about order") == 2
        assert mail.text.count("/orders/") == 2
        do_due_work()
        assert digests.gather_due() == 0
    assert not Message.objects.filter(state=MessageState.HELD).exists()
    assert Message.objects.filter(kind="digest", state=MessageState.SENT).count() == 1


def test_a_notice_that_was_switched_off_meanwhile_is_left_out(
    customer: User, item: Item, vendor_owner: User, mailed: Mailed
) -> None:
    Reading.objects.create(user=customer, digest="daily")
    answered_reviews(customer, item, vendor_owner, 1)
    mailed()
    Preference.objects.create(user=customer, kind="review_answered", channel="mail", is_on=False)
    Message.objects.filter(state=MessageState.HELD).update(due_at=timezone.now())
    assert digests.gather_due() == 1
    assert answers(mailed()) == []
    assert Message.objects.get(kind="digest", channel="mail").state == MessageState.DROPPED


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_begin_one_digest(customer: User) -> None:
    rows = [
        Message(
            event_uid=record_something(customer).uid, kind="review_answered", user=customer, recipient=customer.email,
            state=MessageState.HELD, due_at=timezone.now() - timedelta(minutes=1),
        )
        for _ in range(20)
    ]  # fmt: skip
    Message.objects.bulk_create(rows)
    begun = sum(at_once(digests.gather_due, digests.gather_due))
    told = Message.objects.filter(state=MessageState.GATHERED)
    assert told.count() == 20
    assert told.values("digest").distinct().count() == begun


def record_something(user: User):  # type: ignore[no-untyped-def]  # the event alone matters
    from notifications.event_types import DIGEST_DUE

    return record(DIGEST_DUE, subject="held", payload={"user": user.pk})


@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"state": "gathered"}, "message_gathered_has_digest"),
        ({"state": "held"}, "message_held_for_somebody"),
    ],
)
def test_the_database_refuses_half_a_digest(db: None, order: Order, row: dict[str, str], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.create(event_uid="00000000-0000-0000-0000-000000000001", kind="x", recipient="a@example.com", **row)
