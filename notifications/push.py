"""Web push: one port, and the ways out that PUSH_URL can name (config/services.py).

A way out is a class with `send(push, to)` that returns what the push service said when it has taken the message, and otherwise
raises one of the refusals below.
"""

import base64
import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

import structlog
from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from accounts.models import User
from notifications.models import Message
from notifications.notices import browser_at
from notifications.push_models import PushSubscription

DAY_SECONDS = 86_400
EACH_SECONDS = 10.0
ALL_SECONDS = 40.0  # within the lease of a message
TOPIC_BYTES = 24  # 32 characters, the most that RFC 8030 allows
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Push:
    """What a browser shows, and for how long it is worth showing.

    Attributes:
        topic: the same for a repeated message, which then takes the place of the first: at the push service and on the screen.
        urgency: very-low, low, normal or high (RFC 8030, section 5.3).
        keep_seconds: how long the push service keeps it for a browser that is away.
    """

    title: str
    body: str
    url: str
    topic: str
    urgency: str = "normal"
    keep_seconds: int = DAY_SECONDS


@dataclass(frozen=True)
class Taken:
    """A push service has the message."""

    status: int
    location: str = ""  # its own name for it


class BrowserGone(Exception):
    """The subscription has ended; it will never take anything again."""


class PushUnavailable(Exception):
    """The push service is away, too busy or refuses us; trying again later is safe."""


class PushGateway(Protocol):
    """A way out."""

    def send(self, push: Push, to: PushSubscription, *, seconds: float) -> Taken:
        """Hand the message over, within so many seconds. Raises BrowserGone, PushUnavailable."""


class NoGateway:
    """There is no VAPID key: nobody can subscribe, and what subscribed before is not told."""

    def send(self, push: Push, to: PushSubscription, *, seconds: float) -> Taken:
        """Refuse."""
        raise PushUnavailable("No VAPID key is set (manage.py vapid_keygen).")


@dataclass(frozen=True)
class Told:
    """What became of one push to some browsers."""

    taken: tuple[Taken, ...]
    gone: int
    failures: tuple[PushUnavailable, ...]


def topic_of(event_uid: UUID, topic: str) -> str:
    """Return the name under which a message about an event replaces itself."""
    digest = hashlib.sha256(f"{event_uid}/{topic}".encode()).digest()[:TOPIC_BYTES]
    return base64.urlsafe_b64encode(digest).decode()


def tell_browsers(push: Push, *, to: Iterable[PushSubscription], note: Callable[[PushSubscription], None]) -> Told:
    """Send a push to each of these browsers; those that have ended are forgotten, of those that took it `note` is told at once.

    Safe to repeat: what was taken and could not be noted takes its own place (Push.topic).
    """
    gateway: PushGateway = import_string(settings.PUSH_GATEWAY)()
    deadline = time.monotonic() + ALL_SECONDS
    taken, gone, failures = [], 0, []
    for browser in to:
        try:
            taken.append(gateway.send(push, browser, seconds=_left(deadline)))
        except BrowserGone:
            gone += _forget(browser)
        except PushUnavailable as failure:
            failures.append(failure)
        else:
            note(browser)
    return Told(tuple(taken), gone, tuple(failures))


def browsers_for(message: Message) -> QuerySet[PushSubscription]:
    """Return the browsers that a message goes to: its person's, or the one that asked for it without an account."""
    if message.user_id is not None:
        return browsers_of(message.user_id)
    return PushSubscription.objects.filter(pk=browser_at(message.recipient) or 0).select_related("user")


def browsers_of(user_id: int) -> QuerySet[PushSubscription]:
    """Return the browsers that a person is told on; of a closed account none."""
    return PushSubscription.objects.filter(user=user_id, user__is_active=True).select_related("user").order_by("pk")


def with_browsers(people: Sequence[User]) -> set[int]:
    """Return which of these people a push would reach somewhere; one query for all of them."""
    return set(PushSubscription.objects.filter(user__in=people, user__is_active=True).values_list("user", flat=True))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise PushUnavailable("The other browsers took all the time.")
    return min(EACH_SECONDS, left)


def _forget(browser: PushSubscription) -> int:
    """Delete a subscription as it was sent to: one that was renewed meanwhile stays."""
    log.info("push_subscription_gone", subscription=browser.pk)
    gone = PushSubscription.objects.filter(pk=browser.pk, p256dh=browser.p256dh, auth=browser.auth, user=browser.user_id)
    return gone.delete()[0]
