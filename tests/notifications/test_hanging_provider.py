"""A mail server that takes calls and never says a word: all else goes on, with one slot for everything else (ADR 26)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from accounts.models import User
from events.models import Delivery
from notifications.inbox_models import InboxItem
from notifications.models import Message
from tests.events.workers import start, wait_until
from tests.notifications.smtp_sink import HANGS, Sink, sink
from tests.notifications.test_crash import kill
from tests.stories import placed_order
from timers.models import Timer
from vendors.models import Item

WORKER = ("-m", "celery", "-A", "config", "worker", "--pool=threads", "--concurrency=1", "--without-gossip", "--without-mingle")
TASKS = ("timers.tasks.fire_due", "events.tasks.deliver_due", "notifications.tasks.send_due")


@pytest.fixture
def server() -> Iterator[Sink]:
    """A mail server that hangs."""
    with sink() as server:
        server.behaviour = HANGS
        yield server


@pytest.fixture
def _worker(server: Sink) -> Iterator[None]:
    """A worker whose mail goes there, with one slot."""
    process = start(*WORKER, EMAIL_URL=f"smtp://127.0.0.1:{server.port}?tls=0")
    yield
    kill(process)


def sweep() -> None:
    """Do as the scheduler does."""
    for task in TASKS:
        current_app.send_task(task, expires=2)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("_worker")
def test_mail_hangs_and_nothing_else_does(customer: User, vendor_owner: User, vendor_staff: User, item: Item) -> None:
    def is_asked() -> bool:
        sweep()
        return Message.objects.filter(channel="mail", tries__outcome="asked").count() >= 3

    for _ in range(3):  # nine mails, of which each hangs for ten seconds
        placed_order(customer, item)
    wait_until(is_asked, seconds=90)
    order = placed_order(customer, item)
    Timer.objects.filter(subject=order.uid).update(due_at=timezone.now(), try_at=timezone.now() - timedelta(seconds=1))
    assert Timer.objects.filter(subject=order.uid, state="planned").exists()

    def is_done() -> bool:
        sweep()
        told = InboxItem.objects.filter(order_uid=order.uid, kind="new_order").count()
        timers = Timer.objects.filter(subject=order.uid)
        waits = Delivery.objects.filter(state="pending", event__subject=order.uid)
        return told == 2 and not timers.filter(state="planned").exists() and not waits.exists()

    wait_until(is_done, seconds=8)
    assert not Message.objects.filter(channel="mail", state="sent").exists()
