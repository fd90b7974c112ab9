"""A tracking page before any script runs: head, words and data, all from the read that the API answers from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from common.heads import PageHead
from common.rendering import as_json
from orders.models import Order, OrderStatusHistory
from orders.statuses import Status
from tracking.frames import tracking_page
from tracking.misses import count_miss
from tracking.notes import clock, notes_of, soon_in
from tracking.pages import FOLLOWED, NO_ORDER, TOO_MANY, tracking_head
from tracking.reads import find_page
from tracking.story import STOPPED, Promise, progress_steps, promise_of

STATE_WORDS = {"done": "done", "current": "now", "ahead": "to come"}
A_MINUTE = timedelta(minutes=1)
APART = timedelta(minutes=1)  # of what the vendor tells and when it was recorded


@dataclass(frozen=True)
class FirstView:
    """What the shell is filled with. `snapshot` is the API's answer as JSON, so that the script need not ask for it."""

    head: PageHead
    body: str
    snapshot: str = ""
    retry_after: int = 0


def first_view(request: HttpRequest, uid: str) -> FirstView:
    """Return the page behind a link; two queries. What opens nothing is 404, and 429 after too many such tries."""
    found = find_page(uid)
    if found is None:
        return _nothing(count_miss(request))
    order, entries = found
    page = tracking_page(order, entries)
    body = render_to_string("tracking/first_view.html", {"page": page, **words_of(order, entries, page, at=timezone.now())})
    return FirstView(tracking_head(uid, page), body, as_json(page))


def followed_view() -> FirstView:
    """Return the page of the orders that a browser follows. It holds nobody's data, so a browser may keep it."""
    return FirstView(FOLLOWED, render_to_string("tracking/followed.html"))


def words_of(order: Order, entries: list[OrderStatusHistory], page: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """Return what the template says, with times by the vendor's clock."""
    zone = ZoneInfo(order.vendor.timezone)
    vendor, status = page["vendor"], page["status"]
    promise = promise_of(entries, is_delivery=order.is_delivery)
    address, location = vendor["address"], vendor["location"]
    town = " ".join(filter(None, (address["postcode"], address["city"])))
    return {
        "asked_at": clock(at, at, zone),
        "headline": page["entries"][-1]["headline"],
        "promise": _promise(promise, order, status, at, zone),
        "promised_first": clock(promise.first_at, at, zone) if promise and promise.first_at else "",
        "steps": [
            {"label": step.label, "state": step.state, "words": STATE_WORDS[step.state]}
            for step in progress_steps(status, is_delivery=order.is_delivery)
        ],
        "notes": list(notes_of(page["timers"], vendor["name"], at=at, zone=zone)),
        "place_title": "Who brings it" if order.is_delivery else "Where to pick it up",
        "address": [line for line in (address["line1"], address["line2"], town) if line],
        "map_url": location and map_url(**location),
        "today": _today(vendor["hours"]),
        "rows": [_row(entry, at, zone) for entry in reversed(page["entries"])],
    }


def map_url(*, latitude: float, longitude: float) -> str:
    """Return a map of the place, as the web app links to it."""
    return f"https://www.openstreetmap.org/?mlat={latitude}&mlon={longitude}#map=17/{latitude}/{longitude}"


def _nothing(wait: int) -> FirstView:
    head = TOO_MANY if wait else NO_ORDER
    body = render_to_string("tracking/no_order.html", {"title": head.title.partition(" ·")[0], "words": head.description})
    return FirstView(head, body, retry_after=wait)


def _row(entry: Mapping[str, Any], at: datetime, zone: ZoneInfo) -> dict[str, Any]:
    claimed, recorded = entry["claimed_at"], entry["recorded_at"]
    happened = claimed if abs(claimed - recorded) > APART else recorded
    return {
        "status": entry["status"],
        "label": entry["label"],
        "at": happened.isoformat(),
        "clock": clock(happened, at, zone),
        "words": " · ".join(filter(None, (entry["reason"], entry["note"]))),
        "seal": "Recorded, being sealed" if entry["leaf_index"] is None else "Sealed",
    }


def _promise(promise: Promise | None, order: Order, status: Status, at: datetime, zone: ZoneInfo) -> str:
    if promise is None:
        return ""
    when = clock(promise.at, at, zone)
    if promise.kept_at is not None:
        there = "Delivered" if order.is_delivery else "Ready"
        return f"{there} {_against(promise.kept_at - promise.at)} ({when})"
    if status in STOPPED or status == Status.COMPLETED:
        return ""
    if promise.at < at:
        return f"Was expected at {when}"
    return f"{'Expected' if order.is_delivery else 'Ready'} about {when}, {soon_in(promise.at - at)}"


def _against(late: timedelta) -> str:
    """Return how a time stands to the promised one, in whole minutes."""
    minutes = abs(round(late / A_MINUTE))
    if minutes == 0:
        return "as promised"
    amount = "1 minute" if minutes == 1 else f"{minutes} minutes"
    return f"{amount} {'after' if late > timedelta(0) else 'before'} promised"


def _today(hours: list[dict[str, Any]]) -> str:
    if not hours:
        return ""
    spans = ", ".join(f"{span['opens']} to {span['closes']}" for span in hours[0]["spans"])
    return f"Open today {spans}" if spans else "Closed today"
