"""The badge in the log: each change told once, in the order in which it came."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from ledger.encoding import milliseconds
from ledger.models import Entry
from tests.factories import VendorFactory, approve_all_checks
from tests.ledger.conftest import log, witness
from tests.ledger.owner import rewrite
from tests.ledger.sealed import SealedLog, statuses
from tests.threads import at_once
from vendors.badge_history import sentence_of
from vendors.badges import chain_of, check_badges, record_badges, record_lapses
from vendors.models import REQUIRED_CHECKS, BadgeChange, CheckKind, CheckStatus, Vendor, Verification, VerificationCheck
from vendors.services import decide_check, reinstate_vendor, suspend_vendor, withdraw_check

__all__ = ["log", "witness"]
pytestmark = pytest.mark.django_db
YEAR = timedelta(days=365)


def said(vendor: Vendor) -> list[tuple[str, dict[str, Any]]]:
    entries = Entry.objects.filter(chain__name=chain_of(vendor.slug)).order_by("seq").values_list("kind", "payload")
    return [(kind, json.loads(bytes(payload))["data"]) for kind, payload in entries]


def kinds(vendor: Vendor) -> list[str]:
    return [kind for kind, _ in said(vendor)]


def submitted(vendor: Vendor, kind: CheckKind) -> VerificationCheck:
    return VerificationCheck.objects.create(vendor=vendor, kind=kind, evidence="Seen")


def until(vendor: Vendor) -> int:
    return milliseconds(Verification.objects.get(vendor=vendor).verified_until)


def expire(vendor: Vendor, *, ago: timedelta = timedelta(minutes=1)) -> None:
    """Have the badge run out by itself."""
    at = timezone.now() - ago
    vendor.checks.update(decided_at=at - YEAR, expires_at=at)


def test_the_decision_that_completes_the_checks_grants_the_badge(moderator: User) -> None:
    vendor = VendorFactory.create()
    for kind in REQUIRED_CHECKS:
        assert kinds(vendor) == []
        decide_check(submitted(vendor, kind), approve=True, by=moderator, expires_at=timezone.now() + YEAR)
    assert said(vendor) == [("badge.grant", {"until": until(vendor), "check": str(REQUIRED_CHECKS[-1]), "because": "approved"})]


def test_told_twice_it_is_told_once(vendor: Vendor) -> None:
    assert [record_badges([vendor.pk]), record_badges([vendor.pk]), record_lapses()] == [1, 0, 0]
    assert kinds(vendor) == ["badge.grant"]


def test_a_later_end_renews_it(vendor: Vendor, moderator: User) -> None:
    record_badges([vendor.pk])
    later = timezone.now() + 2 * YEAR
    for kind in REQUIRED_CHECKS:
        decide_check(submitted(vendor, kind), approve=True, by=moderator, expires_at=later)
    assert kinds(vendor) == ["badge.grant", "badge.renew"]
    assert said(vendor)[-1][1]["until"] == milliseconds(later)


@pytest.mark.parametrize("how", ["withdrawn", "rejected"])
def test_a_decision_against_it_withdraws_it(vendor: Vendor, moderator: User, how: str) -> None:
    record_badges([vendor.pk])
    if how == "withdrawn":
        withdraw_check(vendor.checks.get(kind=CheckKind.ADDRESS), by=moderator, reason="Moved away")
    else:
        decide_check(submitted(vendor, CheckKind.ADDRESS), approve=False, by=moderator, reason="Not their address")
    assert said(vendor)[-1] == ("badge.withdraw", {"check": "address", "because": how})
    assert len(said(vendor)) == 2


def test_it_comes_back_as_a_new_one(vendor: Vendor, moderator: User) -> None:
    record_badges([vendor.pk])
    withdraw_check(vendor.checks.get(kind=CheckKind.ADDRESS), by=moderator, reason="Moved away")
    decide_check(submitted(vendor, CheckKind.ADDRESS), approve=True, by=moderator, expires_at=timezone.now() + YEAR)
    assert kinds(vendor) == ["badge.grant", "badge.withdraw", "badge.grant"]


def test_a_badge_that_runs_out_by_itself_is_told_with_the_time_when_it_did(vendor: Vendor) -> None:
    record_badges([vendor.pk])
    expire(vendor)
    change = BadgeChange.objects.get()
    change_until(change, timezone.now() - timedelta(minutes=1))
    assert [record_lapses(), record_lapses()] == [1, 0]
    assert kinds(vendor) == ["badge.grant", "badge.expire"]
    assert said(vendor)[-1][1] == {"because": "expired"}


def change_until(change: BadgeChange, at: Any) -> None:
    """Have the log been told of an end that is over by now."""
    rewrite("UPDATE vendors_badgechange SET until = %s WHERE id = %s", at, change.pk, tables=("vendors_badgechange",))


def test_one_that_ran_out_and_was_renewed_before_anybody_looked_is_told_both(vendor: Vendor) -> None:
    record_badges([vendor.pk])
    change_until(BadgeChange.objects.get(), timezone.now() - timedelta(minutes=1))
    assert record_badges([vendor.pk]) == 2
    assert kinds(vendor) == ["badge.grant", "badge.expire", "badge.grant"]


def test_lapses_find_what_the_log_was_never_told(vendor: Vendor, other_vendor: Vendor) -> None:
    assert record_lapses() == 2
    assert [kinds(vendor), kinds(other_vendor)] == [["badge.grant"]] * 2


def test_a_vendor_without_a_badge_has_no_chain(db: None) -> None:
    vendor = VendorFactory.create()
    assert record_badges([vendor.pk]) == 0
    assert not Entry.objects.exists()


def test_rows_and_entries_have_the_same_numbers(vendor: Vendor, moderator: User) -> None:
    record_badges([vendor.pk])
    withdraw_check(vendor.checks.get(kind=CheckKind.ADDRESS), by=moderator, reason="Moved away")
    moves = [f"badge.{move}" for move in BadgeChange.objects.order_by("pk").values_list("move", flat=True)]
    assert moves == kinds(vendor)
    assert list(check_badges()) == []


def test_anybody_can_read_the_history_of_a_badge(log: SealedLog, vendor: Vendor, client: Any) -> None:
    record_badges([vendor.pk])
    log.prove()
    answer = client.get(f"/log/v1/chains/vendor:{vendor.slug}/badge")
    report = log.verify(answer.content)
    assert statuses(report) == {"chain": "chain_not_compared"}
    (entry,) = report.entries
    assert entry.data == {"until": until(vendor)}


def test_many_at_once_are_told_in_bulk_and_each_in_its_chain(db: None, django_assert_max_num_queries: Any) -> None:
    vendors = VendorFactory.create_batch(12)
    for vendor in vendors:
        approve_all_checks(vendor)
    with django_assert_max_num_queries(14):
        assert record_badges([vendor.pk for vendor in vendors]) == 12
    assert {tuple(kinds(vendor)) for vendor in vendors} == {("badge.grant",)}


@pytest.mark.django_db(transaction=True)
def test_two_that_tell_at_once_tell_once(vendor: Vendor) -> None:
    results = at_once(*[lambda: record_badges([vendor.pk])] * 4)
    assert sorted(results) == [0, 0, 0, 1]
    assert kinds(vendor) == ["badge.grant"]


@pytest.mark.django_db(transaction=True)
def test_decisions_at_once_about_two_vendors_do_not_meet(vendor: Vendor, other_vendor: Vendor, moderator: User) -> None:
    record_badges([vendor.pk, other_vendor.pk])
    checks = [one.checks.get(kind=CheckKind.ADDRESS) for one in (vendor, other_vendor)]
    results = at_once(*[lambda check=check: withdraw_check(check, by=moderator, reason="Moved") for check in checks])
    assert all(isinstance(result, VerificationCheck) for result in results)
    assert [kinds(one)[-1] for one in (vendor, other_vendor)] == ["badge.withdraw"] * 2


# --- The hand of the platform -----------------------------------------------------------------------------------------


def moderation() -> list[dict[str, Any]]:
    entries = Entry.objects.filter(chain__name="moderation").order_by("seq").values_list("payload", flat=True)
    return [json.loads(bytes(payload)) for payload in entries]


def test_a_suspension_and_its_end_are_told_with_the_reason_shut(
    log: SealedLog, vendor: Vendor, moderator: User, client: Any
) -> None:
    suspend_vendor(vendor, by=moderator, reason="Unpaid fees")
    reinstate_vendor(vendor, by=moderator, reason="Paid")
    assert [one["data"] for one in moderation()] == [
        {"action": "suspend", "vendor": vendor.slug},
        {"action": "reinstate", "vendor": vendor.slug},
    ]
    assert all(one["fields"].keys() == {"actor", "reason"} for one in moderation())
    log.prove()
    raw = client.get("/log/v1/chains/moderation").content.decode()
    assert "Unpaid fees" not in raw
    assert [entry["open"] for entry in json.loads(raw)["entries"]] == [{}, {}]


def test_a_suspension_twice_is_told_once(vendor: Vendor, moderator: User) -> None:
    for _ in range(2):
        suspend_vendor(vendor, by=moderator, reason="Unpaid fees")
    assert len(moderation()) == 1


def test_a_vendor_that_is_not_suspended_by_whoever_may_not_is_not_told_of(vendor: Vendor, vendor_owner: User) -> None:
    with pytest.raises(Exception, match="Only people of the platform"):
        suspend_vendor(vendor, by=vendor_owner, reason="I do not like it")
    assert moderation() == []


@pytest.mark.parametrize(("column", "value"), [("because", "waived"), ("check_kind", "phone")])
def test_why_a_badge_changed_is_held_against_the_log_too(vendor: Vendor, column: str, value: str) -> None:
    record_badges([vendor.pk], check=CheckKind.ADDRESS, because=CheckStatus.APPROVED)
    assert list(check_badges()) == []
    rewrite(f"UPDATE vendors_badgechange SET {column} = %s", value, tables=("vendors_badgechange",))
    assert list(check_badges()) == ["vendor:crumb-and-co/badge: the log tells another history than the rows"]


@pytest.mark.parametrize(
    ("move", "sentence"),
    [
        ("grant", "Granted: address was waived, the last of the required checks."),
        ("renew", "Renewed: address was waived."),
    ],
)
def test_a_waiver_is_called_one(vendor: Vendor, move: str, sentence: str) -> None:
    change = BadgeChange(vendor=vendor, move=move, check_kind=CheckKind.ADDRESS, because=CheckStatus.WAIVED)
    assert sentence_of(change) == sentence
