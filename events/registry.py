"""Who listens to which event. Filled in config/listeners.py, so that no app knows those above it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from events.catalogue import EventType
from events.models import Event

Handler = Callable[[Event], None]
Hook = Callable[[Event, Any], None]
Pruner = Callable[[], int]


@dataclass
class Registry:
    """Handlers by name, names by event type."""

    handlers: dict[str, Handler] = field(default_factory=dict)
    by_type: dict[str, list[str]] = field(default_factory=dict)
    hooks: dict[str, list[Hook]] = field(default_factory=dict)
    pruners: list[Pruner] = field(default_factory=list)

    def listen(self, name: str, handler: Handler, *types: EventType) -> None:
        """Have `handler` called for every event of `types`, at least once each; `name` is kept in rows: never rename it."""
        self.handlers[name] = handler
        for event_type in types:
            names = self.by_type.setdefault(event_type.name, [])
            if name not in names:
                names.append(name)

    def after_commit(self, hook: Hook, *types: EventType) -> None:
        """Have `hook(event, about)` called in this process right after the commit, at most once.

        It must neither wait nor raise: it is for what is also swept up from the database, such as live frames.
        """
        for event_type in types:
            hooks = self.hooks.setdefault(event_type.name, [])
            if hook not in hooks:
                hooks.append(hook)

    def prune_with(self, pruner: Pruner) -> None:
        """Have `pruner()` called every hour: it deletes a bounded number of rows that are past their time, and says how many.

        Where that was a full run (common.pruning.ROWS_A_RUN), it is called again while there is time.
        """
        if pruner not in self.pruners:
            self.pruners.append(pruner)


registry = Registry()
