"""What operators see of messages, and send again."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from common.models import AuditEntry
from notifications.blocking import block_address
from notifications.models import BlockedAddress, BlockReason, Message
from orders.models import Order
from tests.desks import desk_of
from tests.work import do_due_work


@pytest.fixture
def desk(moderator: User) -> Client:
    """The admin, as an operator with every right sees it."""
    return desk_of(moderator)


def test_many_stuck_messages_are_sent_again_each_on_record(desk: Client, order: Order) -> None:
    do_due_work()
    Message.objects.exclude(channel="mail").delete()
    Message.objects.filter(kind="new_order").update(state="dead", sent_at=None)
    Message.objects.filter(kind="order_confirmation").update(state="uncertain", sent_at=None)
    keys = list(Message.objects.values_list("pk", flat=True))
    url = reverse("admin:notifications_message_changelist")
    assert desk.get(url, {"state__exact": "uncertain"}).context["cl"].result_count == 1
    desk.post(url, {"action": "replay_stuck", "_selected_action": keys})
    assert set(Message.objects.values_list("state", flat=True)) == {"pending"}
    assert AuditEntry.objects.filter(action="replay").count() == len(keys)
    do_due_work()
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}


def test_messages_are_found_by_address_event_and_kind(desk: Client, order: Order) -> None:
    do_due_work()
    url, message = (
        reverse("admin:notifications_message_changelist"),
        Message.objects.get(kind="order_confirmation", channel="mail"),
    )
    with CaptureQueriesContext(connection) as queries:
        for sought in ({"q": "Ada@example.com"}, {"q": str(message.event_uid)}, {"kind": "order_confirmation"}):
            assert message in desk.get(url, sought).context["cl"].result_list
        assert desk.get(url, {"q": "example.com"}).context["cl"].result_count == 0
    asked = [query["sql"] for query in queries if "notifications_message" in query["sql"]]
    assert not [sql for sql in asked if "LIKE" in sql or "DISTINCT" in sql]


def test_what_is_sent_is_not_sent_again(desk: Client, order: Order) -> None:
    do_due_work()
    keys = list(Message.objects.values_list("pk", flat=True))
    desk.post(reverse("admin:notifications_message_changelist"), {"action": "replay_stuck", "_selected_action": keys})
    assert set(Message.objects.values_list("state", flat=True)) == {"sent"}
    assert not AuditEntry.objects.filter(action="replay").exists()


def test_a_message_shows_its_tries(desk: Client, order: Order) -> None:
    do_due_work()
    message = Message.objects.filter(kind="new_order").first()
    assert message is not None
    page = desk.get(reverse("admin:notifications_message_change", args=[message.pk])).content.decode()
    assert "Accepted" in page


def test_the_queues_stand_on_one_page(desk: Client, order: Order) -> None:
    page = desk.get(reverse("admin:notifications_message_queues")).content.decode()
    assert "notifications.plan" in page
    assert "Messages, by channel" in page
    assert "none seen" in page


def test_an_address_is_taken_off_the_list_on_record(desk: Client, db: None) -> None:
    block_address("ada@example.com", reason=BlockReason.BOUNCE)
    keys = list(BlockedAddress.objects.values_list("pk", flat=True))
    desk.post(reverse("admin:notifications_blockedaddress_changelist"), {"action": "unblock", "_selected_action": keys})
    assert not BlockedAddress.objects.exists()
    assert AuditEntry.objects.get(action="unblock").object_id == str(keys[0])
