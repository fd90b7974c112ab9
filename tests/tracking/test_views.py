"""GET /api/v1/tracking/{uid}/."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone
from jsonschema import Draft202012Validator
from rest_framework.test import APIClient

from accounts.models import User
from orders.models import Fulfilment, Order, new_uid
from orders.pricing import Wanted
from orders.services import Contact, advance_order, cancel_order, place_order
from orders.statuses import Status
from tracking.frames import tracking_page
from tracking.reads import entries_after, find_order, recently_moved
from vendors.models import Item, Vendor

Api = Callable[[User], APIClient]
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


SCHEMA = closed(
    reference={"type": "string"},
    status={"enum": Status.values},
    status_label={"type": "string"},
    fulfilment={"enum": Fulfilment.values},
    vendor=closed(
        slug={"type": "string"},
        name={"type": "string"},
        is_verified={"type": "boolean"},
        address=closed(**{name: {"type": "string"} for name in ("line1", "line2", "city", "postcode", "country")}),
        location={"anyOf": [closed(latitude={"type": "number"}, longitude={"type": "number"}), {"type": "null"}]},
        phone={"type": "string"},
        timezone={"type": "string"},
        hours={
            "type": "array",
            "items": closed(
                day={"type": "string"},
                spans={"type": "array", "items": closed(opens={"type": "string"}, closes={"type": "string"})},
            ),
        },
    ),
    estimated_ready_at={"anyOf": [TIME, {"type": "null"}]},
    timers={
        "type": "array",
        "items": closed(
            kind={"enum": ["order.cancel_offered", "pickup.waiting", "pickup.still_waiting"]},
            due_at=TIME,
            fired_at={"anyOf": [TIME, {"type": "null"}]},
        ),
    },
    entries={
        "type": "array",
        "items": closed(
            sequence={"type": "integer"},
            status={"enum": Status.values},
            label={"type": "string"},
            headline={"type": "string"},
            note={"type": "string"},
            reason={"type": "string"},
            actor_role={"enum": ["customer", "vendor", "platform"]},
            estimated_ready_at={"anyOf": [TIME, {"type": "null"}]},
            claimed_at=TIME,
            recorded_at=TIME,
            flags={"type": "array"},
            leaf_index={"type": ["integer", "null"]},
            leaf_hash={"type": ["string", "null"]},
        ),
    },
    ledger={"type": ["object", "null"]},
)


def url(uid: str) -> str:
    return f"/api/v1/tracking/{uid}/"


def test_anybody_with_the_link_sees_where_the_order_is(anonymous: APIClient, order: Order, vendor_staff: User) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="Ten minutes")
    answer = anonymous.get(url(order.uid))

    page = answer.json()
    assert answer.status_code == 200
    shown = {name: page["vendor"][name] for name in ("slug", "name", "is_verified")}
    assert shown == {"slug": "crumb-and-co", "name": "Crumb & Co", "is_verified": True}
    assert [(e["sequence"], e["status"], e["note"]) for e in page["entries"]] == [
        (0, "placed", ""),
        (1, "accepted", "Ten minutes"),
    ]


def test_r04_it_holds_nothing_beyond_the_contract(anonymous: APIClient, customer: User, vendor: Vendor, item: Item) -> None:
    order = place_order(
        by=customer,
        vendor=vendor,
        wanted=[Wanted(item.pk, 1)],
        fulfilment=Fulfilment.DELIVERY,
        contact=Contact(name="Ada Lovelace", email="ada@example.com", phone="+441174960000"),
        address={"line1": "12 Secret Street", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"},
        note="Ring twice",
    )
    cancel_order(order, by=customer, reason="My doctor says no bread")
    page = anonymous.get(url(order.uid)).json()

    Draft202012Validator(SCHEMA).validate(page)
    for secret in (
        "Ada",
        "Lovelace",
        "example.com",
        "4174960000",
        "Secret",
        "BS1",
        "Ring twice",
        "doctor",
        "3.50",
    ):
        assert secret not in json.dumps(page)


def test_r10_an_unknown_link_opens_nothing_and_guessing_is_limited(anonymous: APIClient, order: Order) -> None:
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False):  # within one window
        answers = [anonymous.get(url(new_uid())) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [404] * 30 + [429]
    assert int(answers[-1]["Retry-After"]) >= 1
    assert anonymous.get(url(order.uid)).status_code == 200


def test_r10_links_are_long_and_never_repeat() -> None:
    uids = {new_uid() for _ in range(100_000)}
    assert len(uids) == 100_000
    assert {len(uid) for uid in uids} == {22}


def test_an_etag_saves_the_body(anonymous: APIClient, order: Order, vendor_staff: User) -> None:
    etag = anonymous.get(url(order.uid))["ETag"]
    assert anonymous.get(url(order.uid), headers={"If-None-Match": etag}).status_code == 304
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert anonymous.get(url(order.uid), headers={"If-None-Match": etag}).status_code == 200


def test_a_link_is_private_to_its_holder(anonymous: APIClient, order: Order) -> None:
    answer = anonymous.get(url(order.uid))
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "private" in answer["Cache-Control"]


def test_it_costs_two_queries(anonymous: APIClient, order: Order, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(2):  # the order with vendor, badge and hours, its entries
        anonymous.get(url(order.uid))


def test_status_and_entries_agree_while_the_order_moves(order: Order, vendor_staff: User) -> None:
    read_before = find_order(order.uid)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert read_before is not None
    page = tracking_page(read_before, entries_after(read_before, -1))
    assert (page["status"], page["entries"][-1]["status"]) == ("accepted", "accepted")


def test_a_board_is_never_shown_an_entry_with_an_older_status(order: Order, vendor_staff: User, vendor: Vendor) -> None:
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    (entry,) = recently_moved([vendor.pk], timezone.now() - timedelta(minutes=1))
    assert (entry.sequence, entry.order.sequence, entry.order.status) == (1, 1, "accepted")
    assert recently_moved([vendor.pk], timezone.now() + timedelta(minutes=1)) == []
