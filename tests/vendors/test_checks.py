"""…/checks/, and the decision."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from common.errors import Invalid
from common.models import AuditEntry
from events.models import Event
from tests.factories import MembershipFactory
from vendors.models import CheckKind, CheckStatus, Vendor, VerificationCheck
from vendors.services import CheckNotOpen, DeciderNotAllowed, ReasonRequired, decide_check, suspend_vendor

Api = Callable[[User], APIClient]
URL = "/api/v1/vendors/crumb-and-co/checks/"
BODY = {"check": "address", "evidence": "Business rates bill 2026"}


@pytest.fixture
def check(vendor: Vendor, vendor_owner: User) -> VerificationCheck:
    """Submitted, waiting."""
    return VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.ADDRESS, submitted_by=vendor_owner)


def test_evidence_is_handed_in_and_waits(api: Api, vendor_owner: User) -> None:
    response = api(vendor_owner).post(URL, BODY)
    assert response.status_code == 201
    assert response.json()["status"] == "submitted"
    assert api(vendor_owner).get(URL).json()["results"][0]["evidence"] == BODY["evidence"]
    assert Event.objects.filter(type="vendor.check_submitted").exists()


def test_one_open_submission_of_a_kind(api: Api, vendor_owner: User, check: VerificationCheck) -> None:
    assert api(vendor_owner).post(URL, BODY).json()["code"] == "check_already_open"


@pytest.mark.parametrize("body", [{"check": "charm", "evidence": "x"}, {"check": "phone", "evidence": ""}, {"evidence": "x"}])
def test_bad_input(api: Api, vendor_owner: User, body: dict[str, str]) -> None:
    assert api(vendor_owner).post(URL, body).status_code == 400


def test_a_status_cannot_be_posted(api: Api, vendor_owner: User) -> None:
    assert api(vendor_owner).post(URL, {**BODY, "status": "approved", "expires_at": "2099-01-01"}).json()["status"] == "submitted"


def test_staff_may_not_and_strangers_find_nothing(api: Api, anonymous: APIClient, vendor_staff: User, stranger: User) -> None:
    assert anonymous.get(URL).status_code == 401
    assert api(vendor_staff).get(URL).status_code == 403
    assert api(vendor_staff).post(URL, BODY).status_code == 403
    assert api(stranger).get(URL).status_code == 404
    assert api(stranger).post(URL, BODY).status_code == 404


def test_approval_is_recorded_and_told(check: VerificationCheck, moderator: User) -> None:
    until = timezone.now() + timedelta(days=365)
    decided = decide_check(check, approve=True, by=moderator, expires_at=until)
    assert (decided.status, decided.decided_by, decided.expires_at) == (CheckStatus.APPROVED, moderator, until)
    assert AuditEntry.objects.get(action="decide_check").actor == moderator
    assert Event.objects.get(type="vendor.check_decided").payload["status"] == "approved"


def test_only_the_platform_decides_and_never_on_its_own_vendor(
    check: VerificationCheck, vendor_owner: User, moderator: User
) -> None:
    with pytest.raises(DeciderNotAllowed):
        decide_check(check, approve=False, by=vendor_owner, reason="No")
    MembershipFactory.create(vendor=check.vendor, user=moderator)
    with pytest.raises(DeciderNotAllowed):
        decide_check(check, approve=False, by=moderator, reason="No")


def test_a_rejection_needs_a_reason_and_an_approval_an_end(check: VerificationCheck, moderator: User) -> None:
    with pytest.raises(ReasonRequired):
        decide_check(check, approve=False, by=moderator, reason=" ")
    for expires_at in (None, timezone.now()):
        with pytest.raises(Invalid):
            decide_check(check, approve=True, by=moderator, expires_at=expires_at)


def test_the_first_decision_counts(check: VerificationCheck, moderator: User) -> None:
    decide_check(check, approve=False, by=moderator, reason="Blurred")
    with pytest.raises(CheckNotOpen):
        decide_check(check, approve=True, by=moderator, expires_at=timezone.now() + timedelta(days=1))


def test_suspension_needs_a_reason(vendor: Vendor, moderator: User, vendor_owner: User) -> None:
    with pytest.raises(ReasonRequired):
        suspend_vendor(vendor, by=moderator, reason="")
    with pytest.raises(DeciderNotAllowed):
        suspend_vendor(vendor, by=vendor_owner, reason="x")
