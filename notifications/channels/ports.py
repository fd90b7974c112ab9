"""What a provider is, and who provides for which channel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from notifications.models import Channel, Message, Outcome
from notifications.rendering import Rendered


@dataclass(frozen=True)
class Answer:
    """What a provider said."""

    outcome: Outcome
    provider_id: str = ""
    words: str = ""


class Unfit(RuntimeError):
    """The message cannot be put into the provider's form; it was certainly not sent."""


class Provider(Protocol):
    """A way out.

    `is_transactional`: what it does is a row of our database, so that it is done and noted in one transaction. `is_repeatable`:
    it takes the message's key and knows a second asking for what it is. Where it is neither, what is uncertain stays uncertain.
    """

    name: str
    is_transactional: bool
    is_repeatable: bool

    def send(self, rendered: Rendered, message: Message) -> Answer:
        """Hand the message over to `message.recipient`. Raises nothing that it can tell as an answer."""


_providers: dict[Channel, Callable[[], Sequence[Provider]]] = {}


def provide(channel: Channel, providers: Callable[[], Sequence[Provider]]) -> None:
    """Have `providers()` asked, one after the other, for messages of `channel`. Called in the AppConfig's ready()."""
    _providers[channel] = providers


def providers_of(channel: Channel) -> Sequence[Provider]:
    """Return the channel's providers, the first one first; none where the settings name none."""
    return _providers[channel]() if channel in _providers else []


def provides(channel: Channel) -> bool:
    """Tell whether anybody provides for the channel."""
    return bool(providers_of(channel))
