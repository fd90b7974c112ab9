"""Every type of event, declared once: its name, its version, what its payload holds. Docs, webhooks and tests are made from here.

An app declares its own in `event_types.py`, as constants; all of them are loaded when the apps are (events/apps.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

#: What JSON calls the types that a payload may hold.
JSON_TYPES = {str: "string", int: "integer", bool: "boolean", list: "array"}
MAX_NAME = 60  # events.models.Event.type


class UnfitPayload(TypeError):
    """What was to be recorded is not what the catalogue says of its type: a mistake in the code that records it."""


@dataclass(frozen=True)
class Field:
    """One value of a payload.

    `internal` ones (keys of our database, ids of people) are for our listeners and leave through no webhook; `optional` ones may
    be null or missing. A list holds strings.
    """

    type: type
    about: str
    internal: bool = False
    optional: bool = False

    def fits(self, value: object) -> bool:
        """Tell whether `value` may stand here."""
        if value is None:
            return self.optional
        if isinstance(value, list):
            return self.type is list and all(isinstance(item, str) for item in value)
        return isinstance(value, self.type) and not (self.type is int and isinstance(value, bool))

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of the value."""
        name = JSON_TYPES[self.type]
        items: dict[str, Any] = {"items": {"type": "string"}} if self.type is list else {}
        return {"type": [name, "null"] if self.optional else name, "description": self.about, **items}


@dataclass(frozen=True)
class EventType:
    """A kind of thing that happens. `version` grows when a payload changes so that a reader of the old one would be misled.

    With `webhook=True` it is told to machines outside too, and its payload names the `vendor` (its slug) whom it is about.
    """

    name: str
    about: str
    payload: Mapping[str, Field] = field(default_factory=dict, hash=False)
    version: int = 1
    webhook: bool = False

    def __str__(self) -> str:
        return self.name

    def refuse_unfit(self, payload: Mapping[str, Any]) -> None:
        """Raise UnfitPayload where `payload` has a key too many, lacks one, or holds a value of another type."""
        if strange := payload.keys() - self.payload.keys():
            raise UnfitPayload(f"{self.name} has no {', '.join(sorted(strange))}")
        for name, declared in self.payload.items():
            if not declared.fits(payload.get(name)):
                raise UnfitPayload(f"{self.name}: {name} must be {declared.type.__name__}, not {payload.get(name)!r}")

    def public(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a recorded payload may leave the house; what it lacks is null."""
        return {name: payload.get(name) for name, declared in self.payload.items() if not declared.internal}

    def schema(self) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of `public()`."""
        shown = {name: declared for name, declared in self.payload.items() if not declared.internal}
        properties = {name: declared.schema() for name, declared in shown.items()}
        return {"type": "object", "properties": properties, "required": sorted(shown), "additionalProperties": False}


_declared: dict[str, EventType] = {}


def declare(
    name: str, about: str, payload: Mapping[str, Field] | None = None, *, version: int = 1, webhook: bool = False
) -> EventType:
    """Put a type into the catalogue and return it. Raises ValueError where the name is taken or too long."""
    if name in _declared or len(name) > MAX_NAME:
        raise ValueError(f"the event type {name} is declared already, or its name is longer than {MAX_NAME} characters")
    _declared[name] = EventType(name, about, dict(payload or {}), version, webhook)
    return _declared[name]


def event_types() -> Mapping[str, EventType]:
    """Return all types by name, in the order of the names."""
    return dict(sorted(_declared.items()))
