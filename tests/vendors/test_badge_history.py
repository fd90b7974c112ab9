"""GET …/badge/: the history of a badge, each line with its entry in the log."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from ledger.encoding import encode64
from ledger.models import Entry
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog
from vendors.badges import record_badges
from vendors.models import BadgeChange, CheckKind, CheckReason, Vendor
from vendors.services import decide_check, submit_check, withdraw_check

__all__ = ["log", "witness"]
URL = "/api/v1/vendors/crumb-and-co/badge/"
YEAR = timedelta(days=365)


@pytest.fixture
def story(vendor: Vendor, vendor_owner: User, moderator: User) -> Vendor:
    """Granted, taken back, granted again."""
    record_badges([vendor.pk])
    withdraw_check(vendor.checks.get(kind=CheckKind.ADDRESS), by=moderator, reason_code=CheckReason.NO_LONGER_TRUE, reason="")
    again = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="New lease")
    decide_check(again, approve=True, by=moderator, expires_at=timezone.now() + YEAR)
    return vendor


def test_everybody_reads_how_it_came_and_went(story: Vendor, anonymous: APIClient) -> None:
    lines = anonymous.get(URL).json()["results"]
    assert [(line["sequence"], line["move"], line["check"]) for line in lines] == [
        (2, "grant", "address"), (1, "withdraw", "address"), (0, "grant", None),
    ]  # fmt: skip
    assert [line["sentence"] for line in lines] == [
        "Granted: address was approved, the last of the required checks.",
        "Ended: address was taken back.",
        "Granted: every required check was approved or waived.",
    ]
    assert [line["until"] is None for line in lines] == [False, True, False]


def test_each_line_names_its_entry_once_it_is_sealed(log: SealedLog, story: Vendor, anonymous: APIClient) -> None:
    assert {line["ledger"]["leaf_index"] for line in anonymous.get(URL).json()["results"]} == {None}
    log.prove()
    lines = anonymous.get(URL).json()["results"]
    entries = Entry.objects.filter(chain__name="vendor:crumb-and-co/badge").order_by("-seq")
    assert [line["ledger"]["leaf_hash"] for line in lines] == [encode64(bytes(entry.leaf_hash)) for entry in entries]
    assert {type(line["ledger"]["leaf_index"]) for line in lines} == {int}
    assert anonymous.get(lines[0]["ledger"]["url"]).status_code == 200


@pytest.mark.parametrize("rows", [1, 50])
def test_r28_any_number_costs_the_same(
    vendor: Vendor, anonymous: APIClient, rows: int, django_assert_max_num_queries: Any
) -> None:
    now = timezone.now()
    BadgeChange.objects.bulk_create(BadgeChange(vendor=vendor, move="renew", until=now, at=now) for _ in range(rows))
    with django_assert_max_num_queries(7):
        assert len(anonymous.get(URL, {"page_size": 50}).json()["results"]) == rows


def test_pages_go_on_with_their_numbers(story: Vendor, anonymous: APIClient) -> None:
    first = anonymous.get(URL, {"page_size": 2}).json()
    (last,) = anonymous.get(first["next"]).json()["results"]
    assert last["sequence"] == 0


def test_a_vendor_without_a_badge_has_none(other_vendor: Vendor, anonymous: APIClient) -> None:
    assert anonymous.get("/api/v1/vendors/elsewhere/badge/").json()["results"] == []


def test_a_vendor_that_is_not_there(db: None, anonymous: APIClient) -> None:
    assert anonymous.get(URL).status_code == 404
