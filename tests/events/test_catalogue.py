"""Every event type is declared once, says what it holds, and is what gets recorded."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from events.catalogue import MAX_NAME, EventType, Field, UnfitPayload, declare, event_types
from events.models import Event
from events.services import record
from notifications.describing import describe_events, events_file
from tests.events.conftest import TYPE

ROOT = Path(settings.BASE_DIR)
ALL = list(event_types().values())
KNOWN = EventType(
    "test.known", "For these tests.", {"n": Field(int, "A number."), "who": Field(str, "Who.", internal=True, optional=True)}
)
NOT_RECORDING = {"event_types.py", "listeners.py"}
#: Declared for the timers that record them.
TO_COME: set[str] = set()


@pytest.mark.parametrize("event_type", ALL, ids=str)
def test_a_type_says_what_it_is(event_type: EventType) -> None:
    assert re.fullmatch(r"[a-z_]+(\.[a-z_]+)+", event_type.name)
    assert len(event_type.name) <= MAX_NAME
    assert event_type.version >= 1
    assert event_type.about.endswith(".")
    assert all(field.about.endswith(".") for field in event_type.payload.values())
    assert set(event_type.schema()["properties"]) == set(event_type.public({}))


@pytest.mark.parametrize("event_type", [known for known in ALL if known.webhook], ids=str)
def test_what_machines_are_told_names_the_vendor_and_no_key_of_ours(event_type: EventType) -> None:
    assert event_type.payload["vendor"] == Field(str, event_type.payload["vendor"].about)
    assert not any(name.endswith(("_key", "_id")) or name in {"user", "by"} for name in event_type.schema()["properties"])


def test_the_seeds_events_are_there() -> None:
    wanted = "user.created order.placed order.status_changed order.ready order.completed review.invited review.published"
    wanted += " review.responded review.hidden vendor.check_decided vendor.badge_changed member.invited security.password.changed"
    assert set(wanted.split()) <= event_types().keys()


def test_every_type_is_recorded_somewhere() -> None:
    files = list(ROOT.glob("*/event_types.py"))
    declared = {name for path in files for name in re.findall(r"^([A-Z][A-Z_]+)\b.* = ", path.read_text(), re.MULTILINE)}
    code = "".join(path.read_text() for file in files for path in file.parent.rglob("*.py") if path.name not in NOT_RECORDING)
    recorded = set(re.findall(r"\b[A-Z][A-Z_]+\b", re.sub(r"^from .*$|^    [A-Z_]+,$", "", code, flags=re.MULTILINE)))
    assert declared - recorded <= TO_COME


def test_the_description_is_up_to_date() -> None:
    assert events_file().read_text(encoding="utf-8") == describe_events()


def test_a_name_is_declared_once() -> None:
    with pytest.raises(ValueError, match=r"order\.placed"):
        declare("order.placed", "Again.")


@pytest.mark.parametrize(
    ("payload", "words"),
    [
        ({"n": 1, "m": 2}, "has no m"),
        ({}, "n must be int"),
        ({"n": "1"}, "n must be int"),
        ({"n": True}, "n must be int"),
        ({"n": 1, "who": 3}, "who must be str"),
    ],
)
@pytest.mark.django_db
def test_an_unfit_payload_is_refused(payload: dict[str, object], words: str) -> None:
    with pytest.raises(UnfitPayload, match=words):
        record(KNOWN, subject="x", payload=payload)
    assert not Event.objects.exists()


def test_internal_fields_stay_inside() -> None:
    assert KNOWN.public({"n": 1, "who": "Ada"}) == {"n": 1}
    assert KNOWN.schema()["required"] == ["n"]


@pytest.mark.django_db
def test_further_names_are_events_of_their_own(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator] # pytest-django's fixture has no public type
        first = record(TYPE, subject="x", payload={"n": 1}, sequence=3, also=[KNOWN])
    assert first.type == TYPE.name
    rows = Event.objects.values_list("type", "version", "subject", "sequence", "payload__n")
    assert sorted(rows) == [("test.happened", 1, "x", 3, 1), ("test.known", 1, "x", 3, 1)]
