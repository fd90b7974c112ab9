"""Listeners that do as they are told."""

from collections.abc import Callable, Iterator

import pytest

from events.catalogue import EventType, Field
from events.models import Event
from events.registry import Handler, registry

TYPE = EventType("test.happened", "Something happened in a test.", {"n": Field(int, "A number.", optional=True)})


class Listener:
    """Notes what it was called with; `fails(event)` says when it raises."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.fails: Callable[[Event], bool] = lambda event: False

    def __call__(self, event: Event) -> None:
        self.calls.append(event.subject)
        if self.fails(event):
            raise RuntimeError(f"cannot do {event.subject} \x00\ud800")


@pytest.fixture
def listen() -> Iterator[Callable[[str, Handler], None]]:
    """`listen(name, handler)` registers for this test."""
    names: list[str] = []

    def listen(name: str, handler: Handler) -> None:
        names.append(name)
        registry.listen(name, handler, TYPE)

    yield listen
    registry.by_type.pop(TYPE.name, None)
    for name in names:
        registry.handlers.pop(name, None)


@pytest.fixture
def listener(listen: Callable[[str, Handler], None]) -> Listener:
    """One listener to `test.happened`."""
    found = Listener()
    listen("test.listener", found)
    return found
