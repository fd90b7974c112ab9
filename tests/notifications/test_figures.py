"""Depth, age and failures of the queues, for operators."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from events.models import Delivery
from events.services import deliver_due
from notifications.figures import channel_queues, listener_queues
from notifications.models import Attempt, Message
from orders.models import Order

pytestmark = pytest.mark.django_db


def test_what_waits_is_counted_by_listener_and_by_channel(order: Order, client: Client) -> None:
    Delivery.objects.update(due_at=timezone.now() - timedelta(minutes=5))
    (waiting,) = [queue for queue in listener_queues() if queue.name == "notifications.plan"]
    assert (waiting.waiting, waiting.oldest > 299) == (1, True)
    deliver_due()
    assert "notifications.plan" not in [queue.name for queue in listener_queues()]
    mails = next(queue for queue in channel_queues() if queue.name == "mail")
    assert (mails.waiting, mails.dead, mails.uncertain) == (Message.objects.filter(channel="mail").count(), 0, 0)


def test_what_is_stuck_and_what_failed_is_in_the_metrics(order: Order, client: Client) -> None:
    deliver_due()
    first, second, *_ = Message.objects.filter(channel="mail")
    Message.objects.filter(pk=first.pk).update(state="dead")
    Message.objects.filter(pk=second.pk).update(state="uncertain")
    Attempt.objects.create(message=first, number=1, provider="mail", outcome="failed")
    shown = client.get("/metrics").content
    for name in (b"messages_dead", b"messages_uncertain", b"message_failures"):
        assert b"trusttrack_" + name + b'{channel="mail"} 1.0' in shown
    assert b'trusttrack_messages_waiting{channel="sms"} 0.0' in shown
