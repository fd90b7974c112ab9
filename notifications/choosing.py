"""By which channels a person is told of a notice, when, and in which language."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from notifications.channels import provides
from notifications.models import Channel
from notifications.notices import Notice, Recipient

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True)
class Choice:
    """One channel, and when it is due; none: at once."""

    channel: Channel
    due_at: datetime | None = None


class Reading(NamedTuple):
    """How somebody reads: a language tag and an IANA time zone; no zone: that of whoever writes."""

    language: str
    zone: str


def channels_for(notice: Notice, recipient: Recipient) -> list[Choice]:
    """Return the channels that reach `recipient` with this notice, as they chose."""
    return [Choice(channel) for channel in Channel if channel in notice.on and provides(channel) and recipient.address(channel)]


def reading_of(user: User | None) -> Reading:
    """Return how `user` reads; the default for an address without an account."""
    return Reading(DEFAULT_LANGUAGE, "")
