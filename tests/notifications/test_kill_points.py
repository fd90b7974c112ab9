"""A worker is killed at every step of its work: what arrives, how often, and what an operator sees.

The table of ADR 26. An ordinary notice arrives at most once, and where nobody knows it is `uncertain`; one that the law or
somebody's security asks for arrives at least once, with one Message-ID.
"""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from events.models import Delivery
from notifications.mail import BACKEND
from notifications.models import InboxMail, Message
from tests.events.workers import start
from tests.notifications.smtp_sink import Sink, sink
from tests.stories import placed_order
from tests.work import do_due_work
from vendors.models import Item

pytestmark = pytest.mark.django_db(transaction=True)
ORDINARY, REQUIRED = ("new_order", "staff@example.com"), ("order_confirmation", "ada@example.com")
#: Where the worker is killed; what is left of an ordinary notice and how many mails came; how many of a required one.
TABLE = [
    ("before the plan", "sent", 1, 1),
    ("after the plan", "sent", 1, 1),
    ("after the lease", "sent", 1, 1),
    ("after the words", "sent", 1, 1),
    ("before the provider", "uncertain", 0, 1),
    ("in the middle of the mail", "uncertain", 0, 1),
    ("after the provider's yes", "uncertain", 1, 2),
    ("after the note", "sent", 1, 1),
]


@pytest.fixture
def server(settings: Settings) -> Iterator[Sink]:
    """A mail server that this process sends to as well."""
    with sink() as server:
        settings.EMAIL_BACKEND = "notifications.smtp.SmtpBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False
        yield server


def killed(at: str, kind: str, url: str) -> None:
    """Have a worker work until it is killed, then its lease run out."""
    process = start("-m", "tests.notifications.killed_worker", KILL_AT=at, KILL_KIND=kind, EMAIL_URL=url)
    output, _ = process.communicate(timeout=120)
    assert process.returncode == -9, output
    Delivery.objects.filter(state="pending").update(due_at=timezone.now())
    Message.objects.filter(state__in=["pending", "failed"]).update(due_at=timezone.now())


@pytest.mark.parametrize(("at", "state", "mails", "_required"), TABLE, ids=[row[0] for row in TABLE])
def test_an_ordinary_notice_is_sent_at_most_once(
    at: str, state: str, mails: int, _required: int, customer: User, vendor_staff: User, item: Item, server: Sink
) -> None:
    placed_order(customer, item)
    kind, address = ORDINARY
    killed(at, kind, f"smtp://127.0.0.1:{server.port}?tls=0")
    do_due_work()
    do_due_work()
    assert Message.objects.get(kind=kind, recipient=address, channel="mail").state == state
    assert len(server.to(address)) == mails
    assert len(server.to("ada@example.com")) == 1  # the others are not touched
    assert not Delivery.objects.exclude(state="done").exists()


@pytest.mark.parametrize(("at", "_state", "_mails", "required"), TABLE, ids=[row[0] for row in TABLE])
def test_a_required_notice_is_sent_at_least_once(
    at: str, _state: str, _mails: int, required: int, customer: User, vendor_staff: User, item: Item, server: Sink
) -> None:
    placed_order(customer, item)
    kind, address = REQUIRED
    killed(at, kind, f"smtp://127.0.0.1:{server.port}?tls=0")
    do_due_work()
    do_due_work()
    assert Message.objects.get(kind=kind, channel="mail").state == "sent"
    assert len(server.to(address)) == required
    assert len({mail["Message-ID"] for mail in server.to(address)}) == 1
    assert len(server.to("staff@example.com")) == 1


def test_what_is_a_row_of_ours_is_there_exactly_once(customer: User, vendor_staff: User, item: Item, settings: Settings) -> None:
    settings.EMAIL_BACKEND = BACKEND
    placed_order(customer, item)
    killed("after the row of the inbox", ORDINARY[0], "inbox://")
    assert InboxMail.objects.count() == 0
    do_due_work()
    assert sorted(InboxMail.objects.values_list("to", flat=True)) == ["ada@example.com", "staff@example.com"]
    assert not Message.objects.exclude(state="sent").exists()
