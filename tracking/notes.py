"""What happens by itself, in the words of the first view. The web app says the same: frontend/src/components/timers.ts."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from timers.reads import ShownTimer

COMES = {
    "order.cancel_offered": "If {vendor} has not answered by {time}, we will offer the customer to cancel.",
    "pickup.waiting": "If it has not been picked up by {time}, we will remind the customer.",
    "pickup.still_waiting": "We will remind the customer once more: {time}.",
}
CAME = {
    "order.cancel_offered": "{vendor} has not answered. Since {time} the customer can choose: cancel, or go on waiting.",
    "pickup.waiting": "It is waiting at {vendor}. We reminded the customer at {time}.",
    "pickup.still_waiting": "It is still waiting at {vendor}. We reminded the customer again: {time}.",
}
AN_HOUR, A_MINUTE = timedelta(hours=1), timedelta(minutes=1)


def notes_of(timers: Sequence[ShownTimer], vendor: str, *, at: datetime, zone: ZoneInfo) -> Iterator[str]:
    """Yield what has happened last, and what comes next."""
    came = [timer for timer in timers if timer["fired_at"]]
    comes = [timer for timer in timers if not timer["fired_at"]]
    for timer in came[-1:]:
        yield CAME[timer["kind"]].format(vendor=vendor, time=clock(timer["fired_at"] or timer["due_at"], at, zone))
    for timer in comes[:1]:
        ahead = timer["due_at"] - at
        soon = f" ({soon_in(ahead)})" if ahead > timedelta(0) else ""
        yield COMES[timer["kind"]].format(vendor=vendor, time=clock(timer["due_at"], at, zone) + soon)


def clock(when: datetime, at: datetime, zone: ZoneInfo) -> str:
    """Return a time as the vendor's clock shows it, with the day where that is not today."""
    local = when.astimezone(zone)
    is_today = local.date() == at.astimezone(zone).date()
    return f"{local:%H:%M}" if is_today else f"{local.day} {local:%b}, {local:%H:%M}"


def soon_in(ahead: timedelta) -> str:
    """Return "in 20 minutes"."""
    size, unit = (round(ahead / A_MINUTE), "minute") if ahead < AN_HOUR else (round(ahead / AN_HOUR), "hour")
    return f"in {size} {unit}{'' if size == 1 else 's'}"
