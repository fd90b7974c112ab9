"""Two providers: the next one is asked where the first certainly did not take a mail, and only then."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from events.services import deliver_due
from notifications import delivering, smtp
from notifications.channels import providers_of
from notifications.delivering import TRIES, replay, send_due
from notifications.models import Attempt, Channel, Message
from notifications.rendering import Rendered
from orders.models import Order
from tests.notifications.smtp_sink import AWAY, HANGS_UP, PUTS_OFF, REFUSES, Sink, sink
from tests.stories import placed_order
from tests.work import do_due_work
from vendors.models import Item

STAFF, ADA = "staff@example.com", "ada@example.com"
Backend = Callable[[Sink], dict[str, object]]


@pytest.fixture
def sinks(settings: Settings) -> Iterator[tuple[Sink, Sink]]:
    """Two servers, the second of which is the fallback."""
    with sink() as first, sink() as second:
        settings.EMAIL_BACKEND = "notifications.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", first.port, False
        options = {"host": "127.0.0.1", "port": second.port, "use_tls": False}
        settings.EMAIL_FALLBACK = ("notifications.smtp.SmtpBackend", options)
        yield first, second


@pytest.fixture
def order(customer: User, vendor_staff: User, item: Item) -> Order:
    """A placed order; its vendor's staff and its customer are to be told."""
    return placed_order(customer, item)


def tries(address: str) -> list[tuple[str, str]]:
    rows = Attempt.objects.filter(message__recipient=address).order_by("pk")
    return list(rows.values_list("provider", "outcome"))


def test_the_next_one_is_asked_where_the_first_is_away(order: Order, sinks: tuple[Sink, Sink]) -> None:
    first, second = sinks
    first.behaviour = AWAY
    do_due_work()
    assert (len(first.mails), len(second.to(STAFF)), len(second.to(ADA))) == (0, 1, 1)
    assert tries(STAFF) == [("mail", "asked"), ("mail", "failed"), ("mail-fallback", "asked"), ("mail-fallback", "accepted")]
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_server_that_is_not_there_is_no_answer_either(order: Order, sinks: tuple[Sink, Sink], settings: Settings) -> None:
    settings.EMAIL_PORT = 1
    do_due_work()
    assert len(sinks[1].mails) == 2


def test_one_refused_address_is_told_to_nobody_else(order: Order, sinks: tuple[Sink, Sink]) -> None:
    first, second = sinks
    first.behaviour, first.refused = REFUSES, STAFF
    do_due_work()
    refused = Message.objects.get(recipient=STAFF)
    assert (refused.state, refused.last_error[:25], len(second.mails)) == ("dead", "SMTPRecipientsRefused: {'", 0)
    assert len(first.to(ADA)) == 1
    assert tries(STAFF) == [("mail", "asked"), ("mail", "refused")]
    assert STAFF not in Attempt.objects.get(outcome="refused").answer


@pytest.mark.parametrize(
    ("refusal", "state", "handed_on"),
    [
        ("554 5.7.1 <staff@example.com>: Relay access denied", "sent", 1),
        ("550 5.4.5 Daily sending quota exceeded", "sent", 1),
        ("554 no SMTP service here", "sent", 1),
        ("550 5.1.1 no such user", "dead", 0),
        ("550 no mailbox for 5.7.1.9", "dead", 0),
    ],
)
def test_a_refusal_that_blames_the_provider_goes_to_the_next_one(
    order: Order, sinks: tuple[Sink, Sink], refusal: str, state: str, handed_on: int
) -> None:
    first, second = sinks
    first.behaviour, first.refused, first.refusal = REFUSES, STAFF, refusal
    do_due_work()
    assert (Message.objects.get(recipient=STAFF).state, len(second.to(STAFF))) == (state, handed_on)


@pytest.mark.parametrize(("behaviour", "outcome"), [(PUTS_OFF, "failed"), (REFUSES, "refused")])
def test_an_address_of_other_letters_is_put_off_or_refused_as_any(sinks: tuple[Sink, Sink], behaviour: str, outcome: str) -> None:
    first, _ = sinks
    first.behaviour, first.refused = behaviour, "@xn--bcher-kva.example"
    message = Message(kind="status_changed", recipient="leser@bücher.example", channel=Channel.MAIL)
    words = Rendered("Ready", "Ready for pickup", "", "", "")
    assert providers_of(Channel.MAIL)[0].send(words, message).outcome == outcome


def test_r43_what_may_have_been_taken_is_not_handed_on(order: Order, sinks: tuple[Sink, Sink]) -> None:
    first, second = sinks
    first.behaviour = HANGS_UP
    do_due_work()
    assert Message.objects.get(recipient=STAFF).state == "uncertain"
    assert (len(first.to(STAFF)), len(second.to(STAFF))) == (1, 0)
    # The confirmation of the order must arrive: it goes out by the other one as well, as the same mail.
    (once,), (again,) = first.to(ADA), second.to(ADA)
    assert (Message.objects.get(recipient=ADA).state, once["Message-ID"]) == ("sent", again["Message-ID"])


def test_what_must_arrive_is_handed_over_three_times_at_most_while_nobody_says_yes(
    order: Order, sinks: tuple[Sink, Sink]
) -> None:
    for server in sinks:
        server.behaviour = HANGS_UP
    do_due_work()
    assert Message.objects.get(recipient=ADA).state == "failed"
    Message.objects.filter(state="failed").update(due_at=timezone.now())
    do_due_work()
    assert Message.objects.get(recipient=ADA).state == "uncertain"
    assert [len(server.to(ADA)) for server in sinks] == [2, 1]


def test_what_a_worker_left_without_an_answer_counts_as_handed_over(order: Order, sinks: tuple[Sink, Sink]) -> None:
    deliver_due()
    message = Message.objects.get(recipient=ADA)
    for number in (1, 2, 3):
        Attempt.objects.create(message=message, number=number, provider="mail", outcome="asked")
    Message.objects.filter(pk=message.pk).update(attempts=3)
    send_due()
    assert Message.objects.get(recipient=ADA).state == "uncertain"
    assert (len(sinks[0].to(ADA)), len(sinks[0].to(STAFF))) == (0, 1)


def test_a_server_that_looks_through_the_mail_is_waited_for(
    order: Order, sinks: tuple[Sink, Sink], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "EACH_SECONDS", 0.5)
    sinks[0].looks_for = 1.0
    do_due_work()
    assert (len(sinks[0].mails), len(sinks[1].mails)) == (2, 0)
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_a_server_that_is_slow_in_each_answer_has_an_end(
    order: Order, sinks: tuple[Sink, Sink], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "GREETING_SECONDS", 0.3)
    sinks[0].pause = 0.2
    do_due_work()
    assert (len(sinks[0].mails), len(sinks[1].mails)) == (0, 2)


def test_a_call_ends_before_its_lease() -> None:
    longest = 10 + smtp.GREETING_SECONDS + smtp.MAIL_SECONDS + smtp.GOODBYE_SECONDS
    assert longest < delivering.ASKING.total_seconds()
    assert sum(settings.ANYMAIL["REQUESTS_TIMEOUT"]) < delivering.ASKING.total_seconds()


def test_eight_tries_in_a_day_then_it_is_dead(order: Order, sinks: tuple[Sink, Sink]) -> None:
    for server in sinks:
        server.behaviour = AWAY
    do_due_work()
    waits = []
    for _ in range(TRIES - 1):
        waits.append((Message.objects.get(recipient=STAFF).due_at - timezone.now()).total_seconds())
        Message.objects.update(due_at=timezone.now())
        send_due()
    assert all(80 * 3**number * 0.7 < wait < 80 * 3**number * 1.3 for number, wait in enumerate(waits))
    assert timedelta(hours=19) < timedelta(seconds=sum(waits)) < timedelta(hours=30)
    mails = Message.objects.filter(channel="mail")
    assert list(mails.values_list("state", "attempts")) == [("dead", TRIES)] * 2


def test_a_replay_is_eight_more(order: Order, sinks: tuple[Sink, Sink]) -> None:
    do_due_work()
    message = Message.objects.get(recipient=STAFF)
    Message.objects.filter(pk=message.pk).update(state="dead", sent_at=None, attempts=TRIES)
    message.refresh_from_db()
    assert (replay(message), replay(message)) == (True, False)
    sinks[0].behaviour = sinks[1].behaviour = AWAY
    send_due()
    message.refresh_from_db()
    assert (message.state, message.attempts, message.last_try) == ("failed", TRIES + 1, 2 * TRIES)
    assert message.due_at < timezone.now() + timedelta(minutes=2)


def test_a_worker_that_comes_too_late_sends_nothing(order: Order, sinks: tuple[Sink, Sink]) -> None:
    deliver_due()
    slow = delivering._lease()
    assert slow is not None
    Message.objects.update(due_at=timezone.now())
    send_due()
    delivering._try(slow)
    assert len(sinks[0].mails) == 2


def test_a_line_about_a_try_is_never_changed(order: Order, sinks: tuple[Sink, Sink]) -> None:
    do_due_work()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Attempt.objects.update(outcome="accepted")


def test_a_provider_is_asked_once_in_a_try(order: Order, sinks: tuple[Sink, Sink]) -> None:
    do_due_work()
    line = Attempt.objects.filter(outcome="asked").first()
    assert line is not None
    line.pk = None
    line._state.adding = True
    with pytest.raises(IntegrityError, match="attempt_asked_once"), transaction.atomic():
        line.save(force_insert=True)
