"""The verifier's desk: the queue, the evidence side by side, the decision, the figures, and the trace of it all."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry
from tests.access.world import document_of
from tests.desks import desk_of
from tests.factories import MembershipFactory, VendorFactory, platform_user
from vendors.desk import figures, next_waiting
from vendors.models import CheckDocument, CheckKind, CheckStatus, Invitation, RegisterAnswer, Vendor, VerificationCheck
from vendors.places import Point
from vendors.registers import name_match
from vendors.seen import mark_now
from vendors.services import claim_check, decide_check, set_place, submit_check, update_vendor

QUEUE = reverse("admin:vendors_verificationcheck_changelist")


@pytest.fixture
def verifier(db: None) -> User:
    """Decides about checks, and no more."""
    return platform_user("verifier", email="verifier@example.com")


@pytest.fixture
def desk(verifier: User) -> Client:
    """The verifier's browser."""
    return desk_of(verifier)


@pytest.fixture
def check(db: None) -> VerificationCheck:
    """A submission that waits."""
    vendor = VendorFactory.create(name="New Shop", phone="+441174960123")
    owner = MembershipFactory.create(vendor=vendor, role="owner", user__name="Nora New").user
    kind = CheckKind.BUSINESS_REGISTRATION
    return whole(submit_check(vendor, by=owner, kind=kind, evidence="Certificate", register_number="09000001"))


def whole(check: VerificationCheck) -> VerificationCheck:
    """Return the check as one that was handed in some minutes ago, with all its documents."""
    check.submitted_at -= timedelta(minutes=5)
    check.save(update_fields=["submitted_at"])
    return check


def page(check: VerificationCheck, act: str = "change") -> str:
    return reverse(f"admin:vendors_verificationcheck_{act}", args=[check.pk])


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def decide(desk: Client, check: VerificationCheck, **data: Any) -> Any:
    """Send the form as it stands below the evidence of now."""
    seen = mark_now(check, Vendor.objects.get(pk=check.vendor_id))
    return desk.post(page(check, "decide"), {"method": "documents", "good_for": 365, "seen": seen, **data})


def test_the_page_has_the_evidence_side_by_side(desk: Client, check: VerificationCheck) -> None:
    document_of(check, check.submitted_by)  # type: ignore[arg-type]  # its owner
    RegisterAnswer.objects.create(
        verification_check=check, source="Demo register", number="09000001", is_found=True, name="New Shop Ltd", status="active",
        name_match=100,
    )  # fmt: skip
    shown = text(desk.get(page(check)))
    for part in (
        "Nora New",
        "+441174960123",
        "Certificate",
        "New Shop Ltd",
        "100 % like",
        "/documents/",
        "Submitted",
        "<kbd>a</kbd>",
    ):
        assert part in shown
    assert "/static/vendors/desk.js" in shown


def test_the_registers_name_is_held_against_the_name_of_now(desk: Client, check: VerificationCheck) -> None:
    facts = {"source": "Demo register", "number": "09000001", "is_found": True, "name": "New Shop Ltd", "name_match": 100}
    RegisterAnswer.objects.create(verification_check=check, **facts)
    Vendor.objects.filter(pk=check.vendor_id).update(name="Barclays")
    shown = text(desk.get(page(check)))
    assert f'desk-bad">{name_match("New Shop Ltd", "Barclays")} % like “Barclays”' in shown
    assert "100 %" not in shown


def test_every_look_leaves_a_row(desk: Client, check: VerificationCheck, verifier: User) -> None:
    desk.get(page(check))
    entry = AuditEntry.objects.get(action="view_check")
    assert (entry.actor, entry.object_id, entry.changes["kind"]) == (verifier, str(check.pk), "business_registration")


def test_what_cannot_be_shown_has_no_link(desk: Client, check: VerificationCheck) -> None:
    document_of(check, check.submitted_by)  # type: ignore[arg-type]  # its owner
    CheckDocument.objects.update(scan="waiting")
    assert "/documents/" not in text(desk.get(page(check)))
    CheckDocument.objects.update(name="", erased_at=timezone.now())
    assert "its hash stays" in text(desk.get(page(check)))


def test_an_approval_by_the_form(desk: Client, check: VerificationCheck, verifier: User) -> None:
    desk.post(page(check, "claim"))
    assert decide(desk, check, decision="approve", method="register", good_for=180).status_code == 302
    check.refresh_from_db()
    assert (check.status, check.method, check.decided_by) == (CheckStatus.APPROVED, "register", verifier)
    assert check.expires_at is not None
    assert abs(check.expires_at - timezone.now() - timedelta(days=180)) < timedelta(minutes=1)
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == ["claim_check", "decide_check"]


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        ({"decision": "reject"}, "Choose why it is not approved."),
        ({"decision": "reject", "reason_code": "other"}, "Say why."),
        ({}, "This field is required"),
        ({"decision": "approve", "good_for": ""}, "Choose for how long"),
        ({"decision": "approve", "method": "phone_code"}, "Select a valid choice"),
    ],
)
def test_a_form_that_is_not_complete_says_so(
    desk: Client, check: VerificationCheck, data: dict[str, str], complaint: str
) -> None:
    assert complaint in text(decide(desk, check, **data))
    check.refresh_from_db()
    assert check.status == CheckStatus.SUBMITTED


CHANGES: dict[str, Callable[[VerificationCheck, Any], object]] = {
    "name": lambda check, owner: update_vendor(check.vendor, by=owner, changes={"name": "Barclays"}),
    "phone": lambda check, owner: update_vendor(check.vendor, by=owner, changes={"phone": "+441174960999"}),
    "place": lambda check, owner: set_place(check.vendor, by=owner, location=Point(51.5, -2.6)),
    "owner": lambda check, owner: MembershipFactory.create(vendor=check.vendor, role="owner"),
    "document": document_of,
}


@pytest.mark.parametrize("what", CHANGES)
def test_only_what_was_looked_at_is_approved(desk: Client, check: VerificationCheck, what: str) -> None:
    seen = field_of(desk.get(page(check)), "seen")
    CHANGES[what](check, check.submitted_by)
    again = decide(desk, check, decision="approve", seen=seen)
    assert "changed since you opened this page" in text(again)
    check.refresh_from_db()
    assert check.status == CheckStatus.SUBMITTED
    assert decide(desk, check, decision="approve", seen=field_of(again, "seen")).status_code == 302


def test_a_page_that_names_no_evidence_approves_nothing(desk: Client, check: VerificationCheck) -> None:
    assert "changed since you opened this page" in text(decide(desk, check, decision="approve", seen=""))


def field_of(response: Any, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="(\w+)"', text(response))
    assert found
    return found[1]


def test_a_refusal_with_reason(desk: Client, check: VerificationCheck) -> None:
    decide(desk, check, decision="reject", reason_code="name_mismatch", reason="It names another shop.")
    check.refresh_from_db()
    assert (check.status, check.reason_code, check.reason) == ("rejected", "name_mismatch", "It names another shop.")


def test_decide_and_next_opens_the_oldest_that_waits(desk: Client, check: VerificationCheck, verifier: User) -> None:
    other = whole(submit_check(check.vendor, by=check.submitted_by, kind=CheckKind.ADDRESS, evidence="Bill"))  # type: ignore[arg-type]  # its owner
    response = decide(desk, check, decision="approve", next="1")
    assert response["Location"] == page(other)
    other.refresh_from_db()
    assert (other.status, other.claimed_by) == (CheckStatus.IN_REVIEW, verifier)
    assert decide(desk, other, decision="approve", next="1")["Location"] == QUEUE


def test_next_passes_by_what_is_others_or_ones_own(check: VerificationCheck, verifier: User, moderator: User) -> None:
    assert next_waiting(verifier) == check
    claim_check(check, by=moderator)
    assert next_waiting(verifier) is None
    assert next_waiting(moderator) == check
    MembershipFactory.create(vendor=check.vendor, user=moderator)
    assert next_waiting(moderator) is None


def test_next_waits_until_the_documents_are_there(verifier: User, check: VerificationCheck) -> None:
    VerificationCheck.objects.filter(pk=check.pk).update(submitted_at=timezone.now() - timedelta(minutes=1))
    assert next_waiting(verifier) is None


@pytest.mark.parametrize(("days", "is_held_off"), [(1, True), (-1, False)])
def test_an_invitation_that_ran_out_holds_nobody_off(
    verifier: User, check: VerificationCheck, days: int, is_held_off: bool
) -> None:
    invited(verifier, check, days)
    assert (next_waiting(verifier) is None) is is_held_off


def test_an_invitation_does_not_keep_an_approval(desk: Client, verifier: User, vendor: Vendor) -> None:
    approved = vendor.checks.all()[0]
    invited(verifier, approved, 1)
    assert desk.get(page(approved)).status_code == 403
    assert desk.post(page(approved, "withdraw"), {"reason_code": "not_genuine"}).status_code == 302
    approved.refresh_from_db()
    assert approved.status == CheckStatus.WITHDRAWN


def invited(user: User, check: VerificationCheck, days: int) -> None:
    """Have the vendor of `check` invite somebody, until so many days from now."""
    owner = MembershipFactory.create(vendor=check.vendor, role="owner").user
    until = timezone.now() + timedelta(days=days)
    Invitation.objects.create(vendor=check.vendor, email=user.email, role="staff", invited_by=owner, expires_at=until)


def test_who_claimed_it_is_shown_and_the_form_is_not(desk: Client, check: VerificationCheck, moderator: User) -> None:
    claim_check(check, by=moderator)
    shown = text(desk.get(page(check)))
    assert "moderator@example.com" in shown
    assert 'name="decision"' not in shown
    assert decide(desk, check, decision="approve").status_code == 200
    check.refresh_from_db()
    assert check.status == CheckStatus.IN_REVIEW


def test_it_is_put_back(desk: Client, check: VerificationCheck) -> None:
    desk.post(page(check, "claim"))
    desk.post(page(check, "release"))
    check.refresh_from_db()
    assert check.status == CheckStatus.SUBMITTED


def test_the_register_is_asked_again(desk: Client, check: VerificationCheck, settings: Any) -> None:
    settings.COMPANY_REGISTER = ("vendors.registers.LocalRegister", {})
    desk.post(page(check, "register"))
    assert RegisterAnswer.objects.get().name == "Hearth & Rye Ltd"
    settings.COMPANY_REGISTER = ("vendors.registers.NoRegister", {})
    assert "does not answer" in text(desk.post(page(check, "register"), follow=True))
    assert AuditEntry.objects.filter(action="ask_register").count() == 2


def test_an_approval_is_taken_back(desk: Client, vendor: Vendor) -> None:
    approved = vendor.checks.all()[0]
    url = page(approved, "withdraw")
    assert desk.get(url).status_code == 200
    assert desk.post(url, {"reason_code": "not_genuine"}).status_code == 302
    assert not Vendor.objects.verified().filter(pk=vendor.pk).exists()


def test_a_standing_approval_is_warned_of(desk: Client, vendor: Vendor, vendor_owner: User) -> None:
    again = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="New bill")
    assert "An approval stands until" in text(desk.get(page(again)))


@pytest.mark.parametrize("act", ["change", "withdraw"])
def test_a_member_sees_nothing_of_it(desk: Client, check: VerificationCheck, verifier: User, act: str) -> None:
    MembershipFactory.create(vendor=check.vendor, user=verifier)
    assert desk.get(page(check, act)).status_code == 403
    for name in ("claim", "release", "decide", "register"):
        assert desk.post(page(check, name)).status_code == 403
    assert not AuditEntry.objects.exists()


@pytest.mark.parametrize("role", ["support", "moderator"])
def test_other_roles_stay_outside(check: VerificationCheck, role: str) -> None:
    other = desk_of(platform_user(role))
    assert other.get(page(check)).status_code == 403
    assert other.get(page(check, "withdraw")).status_code == 403
    for name in ("claim", "release", "decide", "register"):
        assert other.post(page(check, name)).status_code == 403


@pytest.mark.parametrize("act", ["claim", "release", "decide", "register"])
def test_acts_are_posts(desk: Client, check: VerificationCheck, act: str) -> None:
    assert desk.get(page(check, act)).status_code == 405


def test_a_check_that_is_not_there(desk: Client) -> None:
    assert desk.get("/admin/vendors/verificationcheck/999/change/").status_code == 404
    assert desk.get("/admin/vendors/verificationcheck/x/change/").status_code == 404


def test_an_admin_waives_a_check(check: VerificationCheck, moderator: User, desk: Client) -> None:
    url = reverse("admin:vendors_vendor_waive", args=[check.vendor_id])
    data = {"kind": "identity", "reason_code": "checked_elsewhere", "good_for": 365}
    assert desk.post(url, data).status_code == 403
    browser = desk_of(moderator)
    assert browser.get(url).status_code == 200
    assert browser.post(url, data).status_code == 302
    assert check.vendor.checks.get(kind="identity").status == CheckStatus.WAIVED


def test_the_figures_of_the_queue(desk: Client, check: VerificationCheck, verifier: User) -> None:
    VerificationCheck.objects.filter(pk=check.pk).update(submitted_at=timezone.now() - timedelta(hours=48))
    young = submit_check(check.vendor, by=check.submitted_by, kind=CheckKind.ADDRESS, evidence="Bill")  # type: ignore[arg-type]  # its owner
    now = figures(timezone.now())
    assert (now.waiting, now.in_review, now.oldest_hours, now.median_hours) == (2, 0, 48, 24)
    decide_check(young, approve=True, by=verifier, expires_at=timezone.now() + timedelta(days=9))
    decide_check(check, approve=False, by=verifier, reason="No")
    later = figures(timezone.now())
    assert (later.waiting, later.decided, later.approved_percent) == (0, 2, 50)
    assert later.by_verifier == [{"who": "verifier@example.com", "decided": 2, "approved_percent": 50}]
    assert later.by_day[0]["decided"] == 2
    assert "verifier@example.com" in text(desk.get(QUEUE))


def test_an_empty_queue_has_figures_too(desk: Client) -> None:
    assert figures(timezone.now()).approved_percent is None
    assert "Take the next one" in text(desk.get(QUEUE))


@pytest.mark.parametrize("rows", [1, 50])
def test_r28_any_number_costs_the_same(
    desk: Client, check: VerificationCheck, rows: int, django_assert_max_num_queries: Any
) -> None:
    VerificationCheck.objects.bulk_create(VerificationCheck(vendor=VendorFactory.create(), kind="phone") for _ in range(rows))
    with django_assert_max_num_queries(20):
        desk.get(QUEUE)
