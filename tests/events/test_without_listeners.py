"""Loading data by command mails nobody."""

import pytest
from django.test import TestCase

from events.catalogue import EventType
from events.models import Delivery, Event
from events.registry import registry
from events.services import record, without_listeners

pytestmark = pytest.mark.django_db

LOADED = EventType("test.loaded", "Something was loaded.")


def test_events_are_recorded_and_nobody_acts_on_them(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Event] = []
    monkeypatch.setitem(registry.by_type, "test.loaded", ["a-listener"])
    monkeypatch.setitem(registry.hooks, "test.loaded", [lambda event, about: told.append(event)])
    with TestCase.captureOnCommitCallbacks(execute=True), without_listeners():
        record(LOADED, subject="x", payload={})
    with TestCase.captureOnCommitCallbacks(execute=True):
        after = record(LOADED, subject="x", payload={})

    assert Event.objects.count() == 2
    assert [delivery.event for delivery in Delivery.objects.all()] == [after]
    assert told == [after]
