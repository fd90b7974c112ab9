"""Every notice, declared once: which events bring it, who hears it, by which channels, whether it can be switched off.

A notice's words are found by its kind (notifications/rendering.py). Apps above declare their own in `notices.py`, which is loaded
when the apps are.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from accounts.models import User
from events.catalogue import EventType
from events.models import Event
from notifications.models import Channel

BROWSER = "browser:"  # before the key of a browser, in the address of a push to nobody's account


class Group(models.TextChoices):
    """What a notice is about; a person's preferences are shown by group."""

    ORDERS = "orders", "My orders"
    REVIEWS = "reviews", "My reviews"
    SHOP = "shop", "My business"
    ACCOUNT = "account", "My account"
    SECURITY = "security", "Security"
    MARKETING = "marketing", "News and offers"


@dataclass(frozen=True)
class Recipient:
    """Whom to tell. Without a user it is an address that somebody gave: it has no preferences and no inbox."""

    user: User | None = None
    email: str = ""
    phone: str = ""  # E.164, verified
    browser: int | None = None  # key of a PushSubscription; of somebody without an account

    @classmethod
    def of(cls, user: User) -> "Recipient":
        """Return the person at the addresses of their account."""
        return cls(user=user, email=user.email, phone=user.phone if user.phone_verified_at else "")

    def address(self, channel: Channel) -> str:
        """Return where the person is reached by `channel`; nothing where they are not. By push: where they have a browser."""
        if channel == Channel.MAIL:
            return self.email
        if channel == Channel.SMS:
            return self.phone
        if channel == Channel.PUSH and self.user is None:
            return f"{BROWSER}{self.browser}" if self.browser else ""
        return f"user:{self.user.pk}" if self.user else ""


def browser_at(address: str) -> int | None:
    """Return the key of the browser that a message without a person goes to; None where it goes elsewhere."""
    return int(address.removeprefix(BROWSER)) if address.startswith(BROWSER) else None


Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Outsider:
    """How somebody without an account reads, and how they stop it: on a page, and by one POST (RFC 8058). Empty: they cannot."""

    language: str
    stop_page: str = ""
    stop_url: str = ""


@dataclass(frozen=True)
class Notice:
    """A kind of message. `kind` is kept in rows: never rename one.

    `audience(event)` yields who is to hear; it may yield many, one at a time. `facts(event, recipient)` is asked when the message
    goes out: raw values for the words (objects, aware times), or None where there is nothing to say any more. `on` are the
    channels that are used unless the person chose otherwise, of those `offered`. A `required` one (legal, security) cannot be
    switched off, waits for no quiet hours, and is repeated where nobody knows whether it was taken. `sent` is called once it was.
    Pushes about one event take each other's place on a screen where their notices have the same `topic` (none: their kind).
    With an `outsider` it goes to addresses without an account alone: no account's preferences show it.
    """

    kind: str
    events: tuple[EventType, ...]
    title: str
    about: str
    group: Group
    audience: Callable[[Event], Iterable[Recipient]]
    facts: Callable[[Event, Recipient], Facts | None]
    on: frozenset[Channel] = frozenset({Channel.MAIL, Channel.INBOX})
    offered: frozenset[Channel] = field(default_factory=lambda: frozenset(Channel))
    required: bool = False
    sent: Callable[[Event, Recipient], None] | None = None
    outsider: Callable[[Event, Recipient], Outsider] | None = None
    topic: str = ""


_notices: dict[str, Notice] = {}
_by_event: dict[str, list[Notice]] = {}
#: Types that were renamed while events of the old name may still wait.
RENAMED = {"vendor.member_invited": "member.invited"}


def add_notice(notice: Notice) -> Notice:
    """Put a notice into the registry and return it. Raises ValueError where its kind is taken, or `on` is not offered."""
    if notice.kind in _notices or not notice.on <= notice.offered:
        raise ValueError(f"the notice {notice.kind} is declared already, or is on where it is not offered")
    _notices[notice.kind] = notice
    for event_type in notice.events:
        _by_event.setdefault(event_type.name, []).append(notice)
    return notice


def notices() -> Mapping[str, Notice]:
    """Return all notices by kind, in the order of their declaration."""
    return dict(_notices)


def notices_of(event_type: str) -> list[Notice]:
    """Return the notices that an event of this type brings."""
    return _by_event.get(RENAMED.get(event_type, event_type), [])


def told_types() -> list[EventType]:
    """Return the event types that bring a notice."""
    return list(dict.fromkeys(event_type for notice in _notices.values() for event_type in notice.events))
