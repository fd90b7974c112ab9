"""A busy shop takes no new orders for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from common.models import AuditEntry
from vendors.models import Vendor
from vendors.pausing import pause_words
from vendors.permissions import NotAllowed
from vendors.services import pause_orders, resume_orders

Api = Callable[[User], APIClient]
NOON = datetime.fromisoformat("2026-06-01T12:00:00+01:00")


def url(vendor: Vendor) -> str:
    return f"/api/v1/vendors/{vendor.slug}/pause/"


def in_minutes(minutes: int) -> str:
    return (timezone.now() + timedelta(minutes=minutes)).isoformat()


def test_staff_pause_and_the_profile_says_so_kindly(api: Api, anonymous: APIClient, vendor_staff: User, vendor: Vendor) -> None:
    answer = api(vendor_staff).put(url(vendor), {"until": None})
    assert (answer.status_code, answer.json()["is_paused"], answer.json()["paused_until"]) == (200, True, None)
    profile = anonymous.get(f"/api/v1/vendors/{vendor.slug}/").json()
    assert (profile["accepts_orders"], profile["is_paused"]) == (False, True)
    assert "catching up" in profile["accepts_orders_reason"]


def test_resuming_opens_at_once(api: Api, anonymous: APIClient, vendor_staff: User, vendor: Vendor) -> None:
    api(vendor_staff).put(url(vendor), {"until": None})
    assert api(vendor_staff).delete(url(vendor)).json() == {"is_paused": False, "paused_at": None, "paused_until": None}
    assert anonymous.get(f"/api/v1/vendors/{vendor.slug}/").json()["accepts_orders"] is True


def test_a_pause_with_an_end_is_over_by_itself(vendor_staff: User, vendor: Vendor) -> None:
    with time_machine.travel(NOON, tick=False):
        paused = pause_orders(vendor, by=vendor_staff, at=timezone.now(), until=NOON + timedelta(minutes=30))
    assert paused.is_paused(NOON + timedelta(minutes=29))
    assert not paused.is_paused(NOON + timedelta(minutes=30))


@pytest.mark.parametrize(
    ("minutes", "words"), [(30, "You can order again at 12:30."), (24 * 60, "You can order again on 2 June at 12:00.")]
)
def test_customers_are_told_by_the_shops_own_clock(vendor: Vendor, minutes: int, words: str) -> None:
    vendor.paused_at, vendor.paused_until = NOON, NOON + timedelta(minutes=minutes)
    assert (pause_words(vendor, NOON) or "").endswith(words)


def test_who_paused_and_until_when_is_on_the_audit_trail(vendor_staff: User, vendor: Vendor) -> None:
    now = timezone.now()
    pause_orders(vendor, by=vendor_staff, at=now, until=now + timedelta(hours=1))
    resume_orders(vendor, by=vendor_staff, at=now)
    resume_orders(vendor, by=vendor_staff, at=now)  # changes nothing, and is no act
    acts = AuditEntry.objects.filter(object_id=str(vendor.pk)).order_by("pk")
    assert [(act.action, act.actor) for act in acts] == [("pause_orders", vendor_staff), ("resume_orders", vendor_staff)]
    assert acts[0].changes == {"until": (now + timedelta(hours=1)).isoformat()}


def test_another_end_keeps_the_beginning(vendor_staff: User, vendor: Vendor) -> None:
    now = timezone.now()
    pause_orders(vendor, by=vendor_staff, at=now)
    longer = pause_orders(vendor, by=vendor_staff, at=now + timedelta(minutes=5), until=now + timedelta(hours=1))
    assert (longer.paused_at, longer.paused_until) == (now, now + timedelta(hours=1))


@pytest.mark.parametrize("minutes", [-1, 0, 15 * 24 * 60])
def test_an_end_that_makes_no_sense_is_refused(vendor_staff: User, vendor: Vendor, minutes: int) -> None:
    now = timezone.now()
    with pytest.raises(Invalid):
        pause_orders(vendor, by=vendor_staff, at=now, until=now + timedelta(minutes=minutes))


def test_a_stranger_pauses_nobody(api: Api, stranger: User, vendor: Vendor) -> None:
    assert api(stranger).put(url(vendor), {"until": None}).status_code == 403
    with pytest.raises(NotAllowed):
        resume_orders(vendor, by=stranger, at=timezone.now())


@pytest.mark.parametrize("body", [{}, {"until": "soon"}, {"until": "1999-01-01T00:00:00Z"}])
def test_a_bad_body_is_explained(api: Api, vendor_staff: User, vendor: Vendor, body: dict[str, Any]) -> None:
    answer = api(vendor_staff).put(url(vendor), body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/until")


def test_the_database_refuses_a_pause_that_ends_before_it_begins(vendor: Vendor) -> None:
    now = timezone.now()
    for changes in ({"paused_until": now}, {"paused_at": now, "paused_until": now - timedelta(minutes=1)}):
        with pytest.raises(IntegrityError, match="vendor_pause_in_order"), transaction.atomic():
            Vendor.objects.filter(pk=vendor.pk).update(**changes)
