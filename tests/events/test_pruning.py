"""What is past its time is deleted, every hour and a bounded number at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common import pruning
from events import tasks
from events.models import Delivery, DeliveryState, Event
from events.registry import registry
from events.tasks import prune
from notifications.models import InboxMail

pytestmark = pytest.mark.django_db


def delivery(listener: str, state: DeliveryState, days: int) -> Delivery:
    event = Event.objects.create(type="test.happened", subject=listener)
    then = timezone.now() - timedelta(days=days)
    done_at = then if state == DeliveryState.DONE else None
    return Delivery.objects.create(event=event, listener=listener, state=state, due_at=then, done_at=done_at)


def test_only_what_was_done_long_ago_goes() -> None:
    delivery("old", DeliveryState.DONE, 31)
    kept = [delivery("new", DeliveryState.DONE, 29), delivery("dead", DeliveryState.DEAD, 90)]
    kept.append(delivery("pending", DeliveryState.PENDING, 90))
    assert prune() == 1
    assert list(Delivery.objects.order_by("pk")) == kept
    assert Event.objects.count() == 4


def test_the_inbox_forgets_too() -> None:
    for subject, days in (("Old", 31), ("New", 29)):
        InboxMail.objects.create(to="ada@example.com", subject=subject, sent_at=timezone.now() - timedelta(days=days))
    assert prune() == 1
    assert InboxMail.objects.get().subject == "New"


@pytest.mark.parametrize(("seconds", "deleted"), [(0, 2), (25, 5)])
def test_full_runs_are_repeated_while_there_is_time(monkeypatch: pytest.MonkeyPatch, seconds: int, deleted: int) -> None:
    monkeypatch.setattr(pruning, "ROWS_A_RUN", 2)
    monkeypatch.setattr(tasks, "BUDGET_SECONDS", seconds)
    for number in range(5):
        delivery(str(number), DeliveryState.DONE, 40 - number)
    assert prune() == deleted
    assert [row.listener for row in Delivery.objects.order_by("pk")] == ["2", "3", "4"][: 5 - deleted]


def test_one_that_fails_keeps_nobody_from_their_turn(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> int:
        raise ConnectionError("the store of photos is away")

    monkeypatch.setattr(registry, "pruners", [fail, *registry.pruners])
    InboxMail.objects.create(to="ada@example.com", subject="Old", sent_at=timezone.now() - timedelta(days=31))
    assert prune() == 1
    assert "pruner_failed" in caplog.text
