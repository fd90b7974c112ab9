"""Events and deliveries in the admin."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from common.admin_lists import BoundedPaginator
from common.models import AuditEntry
from events.models import Delivery, Event
from events.services import record
from tests.desks import desk_of
from tests.events.conftest import TYPE, Listener


@pytest.fixture
def delivery(listener: Listener) -> Delivery:
    """One that was given up."""
    record(TYPE, subject="a", payload={"n": 1})
    Delivery.objects.update(state="dead", attempts=8, last_error="<b>down</b>")
    return Delivery.objects.get()


@pytest.fixture
def desk(moderator: User) -> Client:
    """The admin, as the moderator sees it."""
    return desk_of(moderator)


def test_a_dead_delivery_is_found_and_tried_again(desk: Client, delivery: Delivery, listener: Listener) -> None:
    url = reverse("admin:events_delivery_changelist")
    page = desk.get(url, {"state__exact": "dead"})
    assert list(page.context["cl"].result_list) == [delivery]
    assert "&lt;b&gt;down" in page.content.decode()

    desk.post(url, {"action": "replay_dead", "_selected_action": [delivery.pk]})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == ("pending", 0)
    assert AuditEntry.objects.get(action="replay").object_id == str(delivery.pk)


def test_only_dead_ones_are_tried_again(desk: Client, delivery: Delivery) -> None:
    Delivery.objects.update(state="done")
    desk.post(reverse("admin:events_delivery_changelist"), {"action": "replay_dead", "_selected_action": [delivery.pk]})
    delivery.refresh_from_db()
    assert delivery.state == "done"
    assert not AuditEntry.objects.filter(action="replay").exists()


@pytest.mark.parametrize(
    ("page", "chosen", "other"),
    [
        ("event", {"q": "a", "type": TYPE.name}, {"q": "a", "type": "order.placed"}),
        ("delivery", {"state__exact": "dead", "listener": "test.listener"}, {"state__exact": "dead", "listener": "other"}),
    ],
)
def test_lists_are_found_and_filtered_by_what_an_index_answers(
    desk: Client, delivery: Delivery, page: str, chosen: dict[str, str], other: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, uid = reverse(f"admin:events_{page}_changelist"), str(delivery.event.uid)
    with CaptureQueriesContext(connection) as queries:
        for sought, found in (({}, 1), (chosen, 1), (other, 0), ({"q": uid}, 1), ({"q": "a"}, 1), ({"q": "est"}, 0)):
            assert desk.get(url, sought).context["cl"].result_count == found, sought
    asked = [query["sql"] for query in queries if "events_" in query["sql"]]
    assert not [sql for sql in asked if "LIKE" in sql or "DISTINCT" in sql]
    monkeypatch.setattr(BoundedPaginator, "most", 0)
    assert desk.get(url).context["cl"].result_count == 0


def test_events_are_read_only(desk: Client, delivery: Delivery) -> None:
    event = Event.objects.get()
    change = reverse("admin:events_event_change", args=[event.pk])
    assert desk.get(reverse("admin:events_event_changelist")).status_code == 200
    assert "test.listener" in desk.get(change).content.decode()
    assert desk.post(change, {"type": "other"}).status_code == 403
    assert desk.get(reverse("admin:events_event_add")).status_code == 403
    assert desk.post(reverse("admin:events_delivery_change", args=[delivery.pk]), {"state": "done"}).status_code == 403
