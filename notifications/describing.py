"""docs/events.md, written from the catalogue: what happens, and what an event of it says."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from events.catalogue import EventType, Field, event_types
from notifications.models import Channel
from notifications.notices import Notice, notices_of

HEAD = """# Events

Everything that can happen, from the catalogue (`<app>/event_types.py`). Written by `manage.py describe_events`; do not edit.

Every event has a uid that stays the same over retries, the type and its version, a subject (an order's uid, a vendor's slug …),
the time, and the payload below. Events about an order carry the sequence of its entry in the public log. *Internal* fields (keys
of our database, ids of people) are for listeners inside and leave through no webhook. *Optional* ones may be null.
"""


def events_file() -> Path:
    """Return where the description is kept."""
    return Path(settings.BASE_DIR) / "docs" / "events.md"


def describe_events() -> str:
    """Return the description of every event type, as Markdown."""
    return "\n".join([HEAD, *(line for event_type in event_types().values() for line in _described(event_type))])


def _described(event_type: EventType) -> Iterator[str]:
    told = " · told by webhook" if event_type.webhook else ""
    yield f"## `{event_type.name}`\n\n{event_type.about} Version {event_type.version}{told}.\n"
    yield from ["| field | type | what |", "| --- | --- | --- |"]
    yield from (_row(name, field) for name, field in event_type.payload.items())
    yield ""
    if told_as := notices_of(event_type.name):
        yield from ["People are told:\n", *(_notice(notice) for notice in told_as), ""]


def _notice(notice: Notice) -> str:
    """Say who hears it by which channels, and whether they can switch it off."""
    channels = ", ".join(channel.label.lower() for channel in Channel if channel in notice.on) or "not unless they ask"
    choice = "cannot be switched off" if notice.required else "can be switched off"
    return f"- **{notice.title}** (`{notice.kind}`, {notice.group.label.lower()}): {notice.about} By {channels}; {choice}."


def _row(name: str, field: Field) -> str:
    kind = field.schema()["type"]
    words = [
        kind if isinstance(kind, str) else kind[0],
        *(["optional"] if field.optional else []),
        *(["internal"] if field.internal else []),
    ]
    return f"| `{name}` | {', '.join(words)} | {field.about} |"
