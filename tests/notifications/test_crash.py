"""A worker is killed while it sends: another finishes its work, and everybody gets one mail."""

import os
import signal
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app

from accounts.models import User
from events.models import Delivery
from notifications.models import InboxMail, Message
from tests.events.workers import start, wait_until
from tests.stories import placed_order
from vendors.models import Item

WORKER = (
    "-m",
    "celery",
    "-A",
    "tests.notifications.hanging_worker",
    "worker",
    "--pool=solo",
    "--without-gossip",
    "--without-mingle",
)


@pytest.fixture
def workers() -> Iterator[list[subprocess.Popen[str]]]:
    """What is started here ends with the test."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        kill(process)


def kill(process: subprocess.Popen[str]) -> None:
    """SIGKILL the process and its children."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def sweep() -> None:
    """Do as the scheduler does every two seconds."""
    for task in ("events.tasks.deliver_due", "notifications.tasks.send_due"):
        current_app.send_task(task, expires=2)


@pytest.mark.django_db(transaction=True)
def test_r42_a_worker_killed_in_mid_task_loses_nothing_and_doubles_nothing(
    customer: User, vendor_staff: User, item: Item, tmp_path: Path, workers: list[subprocess.Popen[str]]
) -> None:
    placed_order(customer, item)  # the commit nudges whoever works
    hanging = tmp_path / "hanging"
    first = start(*WORKER, HANG_AT=str(hanging))
    workers.append(first)

    def hangs() -> bool:
        sweep()
        return hanging.exists()

    wait_until(hangs, seconds=90)
    kill(first)
    assert (InboxMail.objects.count(), Message.objects.filter(state="sent", channel="mail").count()) == (0, 0)

    workers.append(start(*WORKER))

    def swept() -> bool:
        sweep()
        return Delivery.objects.filter(state="done").exists() and not Message.objects.exclude(state="sent").exists()

    wait_until(swept, seconds=90)
    assert Counter(InboxMail.objects.values_list("to", flat=True)) == {"staff@example.com": 1, "ada@example.com": 1}
    # Each mail is in the hands of a thread of its own: one was there for certain when the worker was killed, both perhaps.
    assert max(Message.objects.filter(channel="mail").values_list("attempts", flat=True)) == 2
