"""A worker killed between the call and its mark: the call is made again, with the same id, and has one effect (r41, r45)."""

import os
import signal
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from examples.webhook_receiver import Inbox
from tests.events.workers import start, wait_until
from tests.receivers import Received, Receiver, Reply
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from webhooks.models import WebhookAttempt, WebhookDelivery

SEND = "import django; django.setup(); from webhooks.sending import send_next; send_next()"


@pytest.mark.django_db(transaction=True)
def test_killed_between_call_and_mark_the_receiver_gets_the_same_once_more(add: Add, told: Told, receiver: Receiver) -> None:
    with closing(Inbox(":memory:", [add().secret])) as inbox:
        taken: list[int] = []
        told.happen()
        worker: list[Any] = []

        def take_and_kill(request: Received) -> Reply:
            taken.append(inbox.receive(request.headers, request.body))
            os.killpg(worker[0].pid, signal.SIGKILL)
            return Reply(202)

        receiver.answer_by(take_and_kill)
        worker.append(
            start("-c", SEND, OUTBOUND_ALLOWED_HOSTS=receiver.host, MODE="local", DJANGO_SETTINGS_MODULE="config.settings")
        )
        wait_until(lambda: bool(taken))
        worker[0].communicate()
        delivery = told.delivery()
        assert (delivery.state, delivery.tries) == ("pending", 1)
        assert not WebhookAttempt.objects.exists()

        receiver.answer_by(lambda request: Reply(inbox.receive(request.headers, request.body)))
        assert told.send() == 0  # the lease holds
        WebhookDelivery.objects.update(due_at=timezone.now() - timedelta(seconds=1), leased_until=timezone.now())
        assert told.send() == 1
        first, second = receiver.requests
        assert (first.headers["webhook-id"], first.body) == (second.headers["webhook-id"], second.body)
        assert (told.delivery().state, told.delivery().last_status) == ("delivered", 200)  # 200: it had it already
