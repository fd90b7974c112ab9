"""Every move of a check: which there are, who makes it, and the row that each leaves."""

import importlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from common.models import AuditEntry
from events.models import Event
from tests.factories import VendorFactory, platform_user
from vendors.models import OPEN_STATUSES, CheckKind, CheckMethod, CheckMove, CheckReason, CheckStatus, Vendor, VerificationCheck
from vendors.moves import ALLOWED_MOVES
from vendors.services import (
    CheckClaimed,
    CheckNotOpen,
    DeciderNotAllowed,
    PlaceNeeded,
    ReasonRequired,
    claim_check,
    decide_check,
    release_check,
    submit_check,
    waive_check,
    withdraw_check,
    withdraw_submission,
)
from vendors.services.deciding import CLAIM_LASTS
from vendors.services.expiring import expire_checks, release_stale_claims

Api = Callable[[User], APIClient]
YEAR = timedelta(days=365)


@pytest.fixture
def verifier(db: None) -> User:
    """Decides about checks, and no more."""
    return platform_user("verifier", email="verifier@example.com")


@pytest.fixture
def check(vendor: Vendor, vendor_owner: User) -> VerificationCheck:
    """Submitted, waiting."""
    return submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="Rates bill")


def soon() -> datetime:
    return timezone.now() + YEAR


def moves(check: VerificationCheck) -> list[tuple[str, str, int | None]]:
    return list(check.moves.order_by("pk").values_list("from_status", "to_status", "by"))


def test_the_whole_life_of_a_check_is_told(check: VerificationCheck, vendor_owner: User, verifier: User) -> None:
    claim_check(check, by=verifier)
    decide_check(check, approve=True, by=verifier, method=CheckMethod.VISIT, expires_at=soon())
    withdraw_check(check, by=verifier, reason_code=CheckReason.NO_LONGER_TRUE, reason="")
    assert moves(check) == [
        ("", "submitted", vendor_owner.pk),
        ("submitted", "in_review", verifier.pk),
        ("in_review", "approved", verifier.pk),
        ("approved", "withdrawn", verifier.pk),
    ]
    approved, withdrawn = check.moves.order_by("pk")[2:]
    assert (approved.method, approved.expires_at is not None, withdrawn.reason_code) == ("visit", True, "no_longer_true")
    assert approved.at <= withdrawn.at


def test_a_move_that_nobody_signed_names_nobody(check: VerificationCheck) -> None:
    VerificationCheck.objects.filter(pk=check.pk).update(status=CheckStatus.WITHDRAWN)
    assert moves(check)[-1] == ("submitted", "withdrawn", None)


def test_what_is_no_move_leaves_no_row(check: VerificationCheck) -> None:
    VerificationCheck.objects.filter(pk=check.pk).update(evidence="Another bill")
    assert len(moves(check)) == 1


def test_many_rows_at_once_each_leave_theirs(vendor: Vendor) -> None:
    assert CheckMove.objects.filter(verification_check__vendor=vendor).count() == 4
    vendor.checks.update(status=CheckStatus.WITHDRAWN)
    assert CheckMove.objects.filter(verification_check__vendor=vendor, to_status="withdrawn").count() == 4


def test_code_and_database_know_the_same_moves() -> None:
    migration = importlib.import_module("vendors.migrations.0009_check_moves")
    assert set(migration.ALLOWED) == {(str(old), str(new)) for old, new in ALLOWED_MOVES}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old in CheckStatus for new in CheckStatus if old != new])
def test_the_database_makes_the_allowed_moves_and_no_other(verifier: User, old: CheckStatus, new: CheckStatus) -> None:
    now = timezone.now()
    decided = {"decided_by": verifier, "decided_at": now, "expires_at": now + YEAR, "reason_code": "unreadable"}
    claimed = {"claimed_by": verifier, "claimed_at": now}
    values = {
        status: ({} if status in OPEN_STATUSES else decided) | (claimed if status == CheckStatus.IN_REVIEW else {})
        for status in CheckStatus
    }
    check = VerificationCheck.objects.create(vendor=VendorFactory.create(), kind="phone", status=old, **values[old])
    cleared = {"claimed_by": None, "claimed_at": None, "decided_by": None, "decided_at": None}
    rows = VerificationCheck.objects.filter(pk=check.pk)
    if (old, new) in ALLOWED_MOVES:
        assert rows.update(**{**cleared, **values[new], "status": new}) == 1
        return
    with pytest.raises(DatabaseError, match="no move leads"), transaction.atomic():
        rows.update(**{**cleared, **values[new], "status": new})


# --- Claims -----------------------------------------------------------------------------------------------------------


def test_who_claims_a_check_decides_it(check: VerificationCheck, verifier: User, moderator: User) -> None:
    assert claim_check(check, by=verifier).status == CheckStatus.IN_REVIEW
    acts: list[Callable[[], object]] = [
        lambda: claim_check(check, by=moderator),
        lambda: release_check(check, by=moderator),
        lambda: decide_check(check, approve=True, by=moderator, expires_at=soon()),
    ]
    for act in acts:
        with pytest.raises(CheckClaimed):
            act()
    assert decide_check(check, approve=True, by=verifier, expires_at=soon()).claimed_by is None
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["claim_check", "decide_check"]


def test_a_claim_is_put_back(check: VerificationCheck, verifier: User, moderator: User) -> None:
    claim_check(check, by=verifier)
    assert release_check(check, by=verifier).status == CheckStatus.SUBMITTED
    assert claim_check(check, by=moderator).claimed_by == moderator


def test_what_is_left_lying_is_anybodys(check: VerificationCheck, verifier: User, moderator: User) -> None:
    claim_check(check, by=verifier)
    VerificationCheck.objects.filter(pk=check.pk).update(claimed_at=timezone.now() - CLAIM_LASTS)
    assert claim_check(check, by=moderator).claimed_by == moderator
    assert moves(check)[-1] == ("in_review", "in_review", moderator.pk)


def test_the_clock_puts_it_back_into_the_queue(check: VerificationCheck, verifier: User) -> None:
    claim_check(check, by=verifier)
    assert release_stale_claims() == 0
    VerificationCheck.objects.filter(pk=check.pk).update(claimed_at=timezone.now() - CLAIM_LASTS)
    assert [release_stale_claims(), release_stale_claims()] == [1, 0]
    assert moves(check)[-1] == ("in_review", "submitted", None)


def test_a_relative_does_not_look_either(check: VerificationCheck, vendor: Vendor, verifier: User) -> None:
    vendor.memberships.create(user=verifier, role="staff")
    for act in (claim_check, release_check):
        with pytest.raises(DeciderNotAllowed):
            act(check, by=verifier)


# --- Reasons ----------------------------------------------------------------------------------------------------------


def test_a_refusal_has_a_reason_of_the_list(check: VerificationCheck, verifier: User) -> None:
    with pytest.raises(Invalid, match="no reason for that"):
        decide_check(check, approve=False, by=verifier, reason_code=CheckReason.NOT_APPLICABLE)
    decided = decide_check(check, approve=False, by=verifier, reason_code=CheckReason.UNREADABLE)
    assert (decided.status, decided.reason_code, decided.reason) == ("rejected", "unreadable", "")


def test_no_person_decides_by_code(check: VerificationCheck, verifier: User) -> None:
    with pytest.raises(Invalid, match="No person decides"):
        decide_check(check, approve=True, by=verifier, method=CheckMethod.PHONE_CODE, expires_at=soon())


# --- Waivers ----------------------------------------------------------------------------------------------------------


def waive(vendor: Vendor, by: User, **more: object) -> VerificationCheck:
    told: dict[str, Any] = {"kind": CheckKind.ADDRESS, "reason_code": CheckReason.NOT_APPLICABLE, "expires_at": soon(), **more}
    return waive_check(vendor, by=by, **told)


def test_an_admin_does_without_a_check(moderator: User) -> None:
    vendor = VendorFactory.create()
    waived = waive(vendor, moderator)
    assert (waived.status, waived.decided_by, moves(waived)) == ("waived", moderator, [("", "waived", moderator.pk)])
    assert Event.objects.get(type="vendor.check_decided").payload["status"] == "waived"


def test_what_waits_is_what_is_waived(check: VerificationCheck, vendor: Vendor, moderator: User) -> None:
    assert waive(vendor, moderator).pk == check.pk
    assert moves(check)[-1] == ("submitted", "waived", moderator.pk)


def test_a_verifier_does_not_waive_and_nobody_without_reason_or_end(vendor: Vendor, verifier: User, moderator: User) -> None:
    with pytest.raises(DeciderNotAllowed):
        waive(vendor, verifier)
    with pytest.raises(ReasonRequired):
        waive(vendor, moderator, reason_code=CheckReason.OTHER)
    with pytest.raises(Invalid):
        waive(vendor, moderator, reason_code=CheckReason.UNREADABLE)
    with pytest.raises(Invalid):
        waive(vendor, moderator, expires_at=timezone.now())
    with pytest.raises(Invalid):
        waive(vendor, moderator, kind=CheckKind.SITE_ANCHOR)


# --- What the vendor does ---------------------------------------------------------------------------------------------


def test_a_vendor_takes_its_own_submission_back(check: VerificationCheck, vendor: Vendor, vendor_owner: User) -> None:
    withdrawn = withdraw_submission(check, by=vendor_owner)
    assert (withdrawn.status, withdrawn.decided_at) == (CheckStatus.WITHDRAWN, None)
    assert Vendor.objects.verified().filter(pk=vendor.pk).exists()
    with pytest.raises(CheckNotOpen):
        withdraw_submission(check, by=vendor_owner)


def test_it_takes_it_back_while_somebody_looks(check: VerificationCheck, vendor_owner: User, verifier: User) -> None:
    claim_check(check, by=verifier)
    assert withdraw_submission(check, by=vendor_owner).claimed_by is None
    with pytest.raises(CheckNotOpen):
        decide_check(check, approve=True, by=verifier, expires_at=soon())


def test_older_submissions_are_kept(check: VerificationCheck, vendor: Vendor, vendor_owner: User) -> None:
    withdraw_submission(check, by=vendor_owner)
    again = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="Lease")
    assert vendor.checks.filter(kind=CheckKind.ADDRESS, pk__in=[check.pk, again.pk]).count() == 2


def test_an_approved_location_is_the_place_on_the_map(vendor: Vendor, vendor_owner: User) -> None:
    with pytest.raises(PlaceNeeded):
        submit_check(vendor, by=vendor_owner, kind=CheckKind.SITE_ANCHOR, evidence="Here")
    Vendor.objects.filter(pk=vendor.pk).update(latitude=51.4545, longitude=-2.5879)
    anchor = submit_check(vendor, by=vendor_owner, kind=CheckKind.SITE_ANCHOR, evidence="Here")
    assert (anchor.latitude, anchor.longitude) == (51.4545, -2.5879)


# --- The clock --------------------------------------------------------------------------------------------------------


def test_what_ran_out_is_expired_once_with_its_time(vendor: Vendor) -> None:
    past = timezone.now() - timedelta(minutes=5)
    vendor.checks.filter(kind=CheckKind.PHONE).update(decided_at=past - YEAR, expires_at=past)
    assert [expire_checks(), expire_checks()] == [1, 0]
    phone = vendor.checks.get(kind=CheckKind.PHONE)
    assert (phone.status, phone.expires_at) == (CheckStatus.EXPIRED, past)
    assert moves(phone)[-1] == ("approved", "expired", None)


def test_what_was_left_lying_is_freed_vendor_by_vendor(verifier: User) -> None:
    """Each move locks its vendor: in the same order as the other jobs of the clock, or two of them wait for each other."""
    first, second = (VendorFactory.create() for _ in range(2))
    lying = {"kind": CheckKind.PHONE, "status": "in_review", "claimed_by": verifier, "claimed_at": timezone.now() - CLAIM_LASTS}
    checks = [VerificationCheck.objects.create(vendor=vendor, **lying) for vendor in (second, first)]
    assert release_stale_claims() == 2
    freed = CheckMove.objects.filter(to_status="submitted").order_by("pk").values_list("verification_check", flat=True)
    assert list(freed) == [checks[1].pk, checks[0].pk]


def test_what_a_later_approval_replaced_is_not_taken_back(vendor: Vendor, check: VerificationCheck, verifier: User) -> None:
    replaced = vendor.checks.get(kind=CheckKind.ADDRESS, status=CheckStatus.APPROVED)
    decide_check(check, approve=True, by=verifier, expires_at=soon())
    with pytest.raises(CheckNotOpen):
        withdraw_check(replaced, by=verifier, reason_code=CheckReason.NOT_GENUINE, reason="")
    assert Vendor.objects.verified().filter(pk=vendor.pk).exists()
