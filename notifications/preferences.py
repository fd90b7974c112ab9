"""What somebody chose to be told, and changing it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from accounts.models import User
from common.errors import DomainError, Invalid
from common.letters import zone_named
from notifications.models import Channel, Message, MessageState
from notifications.notices import Group, Notice, notices
from notifications.preference_models import Digest, Preference, Reading
from notifications.quiet import digest_due

Chosen = dict[tuple[str, str], bool]


class NoticeFixed(DomainError):
    """Legal and security notices reach everybody."""

    status = 409
    code = "notice_fixed"
    title = "This cannot be switched off"


@dataclass(frozen=True)
class Switch:
    """One choice, as it is given."""

    kind: str
    channel: str
    is_on: bool


@dataclass(frozen=True)
class Settings:
    """All that a person sets about being told, but for the switches."""

    language: str
    timezone: str
    quiet: tuple[time, time] | None
    digest: str


def chosen_by(user: User) -> Chosen:
    """Return a person's choices by notice and channel; one query."""
    return {(kind, channel): is_on for kind, channel, is_on in user.preferences.values_list("kind", "channel", "is_on")}


def is_on_by_default(notice: Notice, channel: Channel) -> bool:
    """Tell whether somebody who chose nothing is told; marketing is off until it is asked for."""
    return channel in notice.on and notice.group != Group.MARKETING


def is_fixed(notice: Notice, channel: Channel) -> bool:
    """Tell whether nobody can switch it off: legal and security notices, by the channels that they go by."""
    return notice.required and channel in notice.on


def can_be_switched(notice: Notice, channel: Channel) -> bool:
    """Tell whether somebody can switch it on and off."""
    return channel in notice.offered and not is_fixed(notice, channel)


def is_wanted(notice: Notice, channel: Channel, chosen: Chosen) -> bool:
    """Tell whether a person is told of a notice by a channel."""
    if is_fixed(notice, channel):
        return True
    return channel in notice.offered and chosen.get((notice.kind, channel.value), is_on_by_default(notice, channel))


def reading_of(user: User) -> Reading:
    """Return when a person reads; the defaults, unsaved, where they never chose."""
    return Reading.objects.filter(user=user).first() or Reading(user=user)


@transaction.atomic
def choose(notice: Notice, channel: Channel, *, is_on: bool, by: User) -> None:
    """Switch one notice by one channel. Raises NoticeFixed."""
    _refuse_fixed(notice, channel)
    _keep([Switch(notice.kind, channel.value, is_on)], by=by)


@transaction.atomic
def save_preferences(settings: Settings, switches: Iterable[Switch], *, by: User) -> None:
    """Keep everything that a person sets about being told; switches that are not given stay as they are.

    Raises NoticeFixed, Invalid (an unknown notice, or a channel that it does not have).
    """
    given = list(switches)
    for number, switch in enumerate(given):
        _check(switch, number)
    person = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    before = _times(reading_of(person), person)
    person.language, person.timezone = settings.language, settings.timezone
    person.save(update_fields=["language", "timezone"])
    quiet_from, quiet_until = settings.quiet or (None, None)
    times = {"quiet_from": quiet_from, "quiet_until": quiet_until, "digest": settings.digest}
    reading, _ = Reading.objects.update_or_create(user=person, defaults=times)
    _keep(given, by=person)
    if _times(reading, person) != before:
        _hold_until(reading, person)


def _times(reading: Reading, person: User) -> tuple[object, ...]:
    """Return what a digest's time is reckoned from."""
    return reading.digest, reading.quiet_from, reading.quiet_until, person.timezone


def _hold_until(reading: Reading, person: User) -> None:
    """Have what is held go out when it would, had it always been so: what would have gone already, with the next sweep."""
    now = timezone.now()
    held = Message.objects.filter(user=person, state=MessageState.HELD)
    first = held.aggregate(first=Min("created_at"))["first"] or now
    due_at = now if reading.digest == Digest.OFF else max(now, digest_due(first, reading, zone_named(person.timezone)))
    held.filter(due_at__gt=now).update(due_at=due_at)


def _check(switch: Switch, number: int) -> None:
    notice = notices().get(switch.kind)
    if notice is None or notice.outsider is not None or switch.channel not in notice.offered:
        raise Invalid("There is no such notice by this channel.", pointer=f"/choices/{number}", code="unknown")
    if not switch.is_on:
        _refuse_fixed(notice, Channel(switch.channel))


def _refuse_fixed(notice: Notice, channel: Channel) -> None:
    if not can_be_switched(notice, channel):
        raise NoticeFixed(f"“{notice.title}” is about the law or about security. Everybody gets it.")


def _keep(switches: list[Switch], *, by: User) -> None:
    by_name = {(each.kind, each.channel): each for each in switches}
    Preference.objects.bulk_create(
        [Preference(user=by, kind=kind, channel=channel, is_on=each.is_on) for (kind, channel), each in by_name.items()],
        update_conflicts=True,
        unique_fields=["user", "kind", "channel"],
        update_fields=["is_on", "changed_at"],
    )
