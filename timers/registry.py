"""What is done when a timer is due. Filled in config/listeners.py, so that no app knows those above it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from timers.models import Timer

Handler = Callable[[Timer], None]


@dataclass
class Registry:
    """Handlers by the kind of timer."""

    handlers: dict[str, Handler] = field(default_factory=dict)

    def fire_with(self, kind: str, handler: Handler) -> None:
        """Have `handler(timer)` called when a timer of `kind` is due; `kind` is kept in rows: never rename it.

        It runs in the transaction in which the timer is marked as fired, so what it writes happens once. It locks what it
        looks at, in the order in which everybody else does, and writes to this database alone: mail and sockets go by events.
        """
        self.handlers[kind] = handler


registry = Registry()
