"""By which channels a person is told of a notice, when, and in which language.

Security and legal notices, what somebody waits for right now (their orders; a business's new orders) and addresses without an
account are told at once. All else waits for the end of quiet hours, and its mails are held for the digest of who wants one. The
inbox disturbs nobody: it is filled at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from common.letters import DEFAULT_LANGUAGE, zone_named
from notifications.channels import provides
from notifications.models import Channel
from notifications.notices import Group, Notice, Recipient
from notifications.preference_models import Digest, Preference, Reading
from notifications.preferences import Chosen, is_wanted
from notifications.push import with_browsers
from notifications.quiet import after_quiet, digest_due

#: Groups whose notices nobody sits and waits for.
CAN_WAIT = frozenset({Group.REVIEWS, Group.SHOP, Group.ACCOUNT, Group.MARKETING})
#: Of those groups, what a business waits for behind its counter; and the digest, which has its own time.
WAITED_FOR = frozenset({"new_order", "order_unanswered", "digest"})


@dataclass(frozen=True)
class Choice:
    """One channel, and when it is due; none: at once. What is held is for the digest that is due then."""

    channel: Channel
    due_at: datetime | None = None
    is_held: bool = False


class Reader(NamedTuple):
    """How somebody reads: a language's code, and an IANA time zone; no zone: that of whoever writes."""

    language: str
    zone: str


def choices_for(notice: Notice, recipients: Sequence[Recipient]) -> Iterator[tuple[Recipient, list[Choice]]]:
    """Yield each recipient with the channels that reach them, as they chose; three queries for all of them at most."""
    people = [recipient.user for recipient in recipients if recipient.user]
    chosen = _choices_of(notice, people)
    readings = {reading.user_id: reading for reading in Reading.objects.filter(user__in=people)}
    pushed = with_browsers(people) if provides(Channel.PUSH) and Channel.PUSH in notice.offered else set()
    at = timezone.now()
    for recipient in recipients:
        key = recipient.user.pk if recipient.user else 0
        is_pushed = recipient.browser is not None or key in pushed
        reached = [channel for channel in Channel if channel != Channel.PUSH or is_pushed]
        used = [channel for channel in reached if _is_used(notice, channel, recipient, chosen.get(key, {}))]
        yield recipient, [_timed(notice, channel, recipient, readings.get(key), at) for channel in used]


def can_wait(notice: Notice) -> bool:
    """Tell whether a notice may wait for the morning, or for a digest."""
    return not notice.required and notice.group in CAN_WAIT and notice.kind not in WAITED_FOR


def not_before(notice: Notice, channel: Channel, user: User | None, at: datetime) -> datetime:
    """Return when what is due at `at` may go out: then, or where it can wait, when its reader's quiet hours are over."""
    reading = Reading.objects.filter(user=user).first() if user and _waits(notice, channel) else None
    return after_quiet(at, reading, zone_named(user.timezone)) if user and reading else at


def reading_of(user: User | None) -> Reader:
    """Return how `user` reads; the default for an address without an account."""
    return Reader(user.language, user.timezone) if user else Reader(DEFAULT_LANGUAGE, "")


def _is_used(notice: Notice, channel: Channel, recipient: Recipient, chosen: Chosen) -> bool:
    return provides(channel) and bool(recipient.address(channel)) and is_wanted(notice, channel, chosen)


def _timed(notice: Notice, channel: Channel, recipient: Recipient, reading: Reading | None, at: datetime) -> Choice:
    if reading is None or recipient.user is None or not _waits(notice, channel):
        return Choice(channel)
    zone = zone_named(recipient.user.timezone)
    if channel == Channel.MAIL and reading.digest != Digest.OFF:
        return Choice(channel, digest_due(at, reading, zone), is_held=True)
    due_at = after_quiet(at, reading, zone)
    return Choice(channel, due_at if due_at > at else None)


def _waits(notice: Notice, channel: Channel) -> bool:
    return channel != Channel.INBOX and can_wait(notice)


def _choices_of(notice: Notice, people: list[User]) -> dict[int, Chosen]:
    found: dict[int, Chosen] = {}
    rows = Preference.objects.filter(user__in=people, kind=notice.kind)
    for user_id, channel, is_on in rows.values_list("user_id", "channel", "is_on"):
        found.setdefault(user_id, {})[notice.kind, channel] = is_on
    return found
