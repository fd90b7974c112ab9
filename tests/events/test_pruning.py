"""What is past its time is deleted, every hour and a bounded number at once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from common import pruning
from events.models import Delivery, DeliveryState, Event
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


def test_one_run_deletes_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "ROWS_A_RUN", 2)
    for number in range(3):
        delivery(str(number), DeliveryState.DONE, 40 - number)
    assert prune() == 2
    assert Delivery.objects.get().listener == "2"
