"""Nobody decides about a business of theirs: each act, each way of being close to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.four_eyes import OtherPersonRequired, require_other_person
from accounts.models import User
from accounts.services import NotAllowed, deactivate_user, end_sign_ins
from reviews.errors import NotAModerator
from reviews.models import ModerationAction, ModerationGround, Review
from reviews.moderation import hide_review, restore_review
from reviews.services import submit_review
from tests.factories import UserFactory, platform_user
from tests.stories import completed_order
from vendors.models import CheckKind, CheckStatus, Invitation, Item, Membership, MembershipRole, Vendor, VerificationCheck
from vendors.relatives import RELATIVE_FOR, DeciderNotAllowed, is_relative
from vendors.services import decide_check, reinstate_vendor, suspend_vendor, withdraw_check

ROLES = ("support", "moderator", "verifier", "admin")


@pytest.fixture
def decider(db: None) -> User:
    """May do everything that these tests ask for."""
    return platform_user("moderator", "verifier", email="decider@example.com")


@pytest.fixture
def check(vendor: Vendor, vendor_owner: User) -> VerificationCheck:
    """A submission that waits."""
    return VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.ADDRESS, submitted_by=vendor_owner)


@pytest.fixture
def review(item: Item, customer: User, vendor_owner: User) -> Review:
    """A published review of the vendor."""
    order = completed_order(customer, item, vendor_owner)
    return submit_review(order=order, by=customer, rating=2, title="Cold", body="It was cold.")


def in_the_team(user: User, vendor: Vendor) -> None:
    Membership.objects.create(vendor=vendor, user=user, role=MembershipRole.STAFF)


def lately_in_the_team(user: User, vendor: Vendor) -> None:
    in_the_team(user, vendor)
    Membership.objects.filter(user=user).delete()


def invited_to_the_team(user: User, vendor: Vendor) -> None:
    by = Membership.objects.get(vendor=vendor, role=MembershipRole.OWNER).user
    until = timezone.now() + timedelta(days=1)
    Invitation.objects.create(vendor=vendor, email=user.email, role="staff", invited_by=by, expires_at=until)


def invited_somebody(user: User, vendor: Vendor) -> None:
    in_the_team(user, vendor)
    until = timezone.now() + timedelta(days=1)
    Invitation.objects.create(vendor=vendor, email="x@example.com", role="staff", invited_by=user, expires_at=until)


CLOSE = (in_the_team, lately_in_the_team, invited_to_the_team, invited_somebody)


@pytest.mark.parametrize("close", CLOSE)
def test_a_relative_decides_nothing_about_the_vendor(
    check: VerificationCheck, review: Review, vendor: Vendor, decider: User, close: Callable[[User, Vendor], None]
) -> None:
    close(decider, vendor)
    until = timezone.now() + timedelta(days=9)
    acts: list[Callable[[], object]] = [
        lambda: decide_check(check, approve=True, by=decider, expires_at=until),
        lambda: decide_check(check, approve=False, by=decider, reason="No"),
        lambda: reinstate_vendor(vendor, by=decider, reason="No"),
    ]
    if close is not invited_to_the_team:  # an invitation holds nothing off that is against the vendor: see below
        acts += [
            lambda: withdraw_check(vendor.checks.filter(status="approved")[0], by=decider, reason="No"),
            lambda: suspend_vendor(vendor, by=decider, reason="No"),
            lambda: hide_review(review, by=decider, ground=ModerationGround.ABUSIVE, note="No"),
            lambda: restore_review(review, by=decider, ground=ModerationGround.MISTAKE, note="No"),
        ]
    for act in acts:
        with pytest.raises(DeciderNotAllowed):
            act()
    check.refresh_from_db()
    assert check.status == CheckStatus.SUBMITTED


def test_after_ninety_days_one_is_no_relative(vendor: Vendor, decider: User) -> None:
    lately_in_the_team(decider, vendor)
    with time_machine.travel(timezone.now() + RELATIVE_FOR + timedelta(hours=1)):
        assert not is_relative(decider, vendor.pk)


@pytest.mark.parametrize("fields", [{"state": "declined", "closed_at": timezone.now()}, {"expires_at": timezone.now()}])
def test_a_vendor_does_not_choose_its_judge_by_inviting_the_others(
    vendor: Vendor, vendor_owner: User, decider: User, fields: dict[str, object]
) -> None:
    invited_to_the_team(decider, vendor)
    Invitation.objects.update(**fields)
    assert not is_relative(decider, vendor.pk)


def test_who_handed_in_the_evidence_does_not_decide(check: VerificationCheck, decider: User) -> None:
    VerificationCheck.objects.filter(pk=check.pk).update(submitted_by=decider)
    with pytest.raises(OtherPersonRequired):
        decide_check(check, approve=False, by=decider, reason="No")


def test_nobody_moderates_their_own_review(review: Review) -> None:
    author = review.author
    author.is_staff = author.is_superuser = True
    author.save()
    with pytest.raises(OtherPersonRequired):
        hide_review(review, by=author, ground=ModerationGround.ABUSIVE, note="Second thoughts")


def test_the_database_refuses_the_submitters_decision(check: VerificationCheck, customer: User) -> None:
    rows = VerificationCheck.objects.filter(pk=check.pk)
    rows.update(submitted_by=customer)
    with pytest.raises(IntegrityError, match="check_decided_by_another"), transaction.atomic():
        rows.update(status="rejected", decided_by=customer, decided_at=timezone.now(), reason="x")


@pytest.mark.parametrize("close", [in_the_team, lately_in_the_team])
def test_the_database_refuses_a_relatives_decision(
    check: VerificationCheck, vendor: Vendor, decider: User, close: Callable[[User, Vendor], None]
) -> None:
    close(decider, vendor)
    decision = {"status": "rejected", "decided_by": decider, "decided_at": timezone.now(), "reason": "x"}
    with pytest.raises(IntegrityError, match="one of its own"), transaction.atomic():
        VerificationCheck.objects.filter(pk=check.pk).update(**decision)
    with pytest.raises(IntegrityError, match="one of its own"), transaction.atomic():
        VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE, **decision)


def test_an_old_decision_stays_where_its_decider_joins_later(check: VerificationCheck, vendor: Vendor, decider: User) -> None:
    decide_check(check, approve=False, by=decider, reason="Blurred")
    in_the_team(decider, vendor)
    VerificationCheck.objects.filter(pk=check.pk).update(evidence="Seen")


def test_the_database_refuses_a_moderator_with_a_part_in_it(review: Review, vendor: Vendor, decider: User) -> None:
    in_the_team(decider, vendor)
    for moderator in (decider, review.author):
        with pytest.raises(IntegrityError, match="a part in it"), transaction.atomic():
            ModerationAction.objects.create(moderator=moderator, review=review, action="hide", ground="spam")


def test_code_and_database_count_the_same_days(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('vendors_is_relative'::regproc)")
        assert f"interval '{RELATIVE_FOR.days} days'" in cursor.fetchone()[0]


def test_the_primitive(customer: User, stranger: User) -> None:
    require_other_person(customer, stranger)
    require_other_person(None, stranger)
    for submitter in (stranger, stranger.pk):
        with pytest.raises(OtherPersonRequired):
            require_other_person(submitter, stranger)


def refused(act: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            act()
    except (DeciderNotAllowed, NotAModerator, NotAllowed):
        return True
    return False


@pytest.mark.parametrize("role", ROLES)
def test_each_role_does_each_act_or_not(check: VerificationCheck, review: Review, vendor: Vendor, role: str) -> None:
    by, person = platform_user(role), UserFactory.create()
    acts: dict[str, Callable[[], object]] = {
        "decide": lambda: decide_check(check, approve=False, by=by, reason="Blurred"),
        "withdraw": lambda: withdraw_check(vendor.checks.filter(status="approved")[0], by=by, reason="Forged"),
        "suspend": lambda: suspend_vendor(vendor, by=by, reason="Fraud"),
        "reinstate": lambda: reinstate_vendor(vendor, by=by, reason="Cleared up"),
        "hide": lambda: hide_review(review, by=by, ground=ModerationGround.ABUSIVE, note="Abusive"),
        "restore": lambda: restore_review(review, by=by, ground=ModerationGround.MISTAKE, note="Not abusive"),
        "end_sign_ins": lambda: end_sign_ins(person, by=by),
        "close": lambda: deactivate_user(person, by=by),
    }
    done = {name for name, act in acts.items() if not refused(act)}
    moderates, verifies = {"suspend", "reinstate", "hide", "restore"}, {"decide", "withdraw"}
    assert (
        done
        == {
            "support": {"end_sign_ins"},
            "moderator": moderates,
            "verifier": verifies,
            "admin": moderates | verifies | {"end_sign_ins", "close"},
        }[role]
    )


@pytest.mark.parametrize("person", ["customer", "vendor_owner", "stranger"])
def test_no_other_account_does_any(request: pytest.FixtureRequest, check: VerificationCheck, review: Review, person: str) -> None:
    by: User = request.getfixturevalue(person)
    assert refused(lambda: decide_check(check, approve=False, by=by, reason="x"))
    assert refused(lambda: suspend_vendor(check.vendor, by=by, reason="x"))
    assert refused(lambda: hide_review(review, by=by, ground=ModerationGround.ABUSIVE, note="x"))
    assert refused(lambda: deactivate_user(by, by=by))
    assert refused(lambda: end_sign_ins(by, by=by))


def test_an_invitation_holds_no_suspension_off(vendor: Vendor, vendor_owner: User) -> None:
    moderator = platform_user("moderator")
    week = timezone.now() + timedelta(days=7)
    Invitation.objects.create(vendor=vendor, email=moderator.email, role="staff", invited_by=vendor_owner, expires_at=week)
    assert suspend_vendor(vendor, by=moderator, reason="Complaints").is_suspended
    with pytest.raises(DeciderNotAllowed):
        reinstate_vendor(vendor, by=moderator, reason="All well")
