"""Two at once, on real transactions."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.http import Http404
from django.utils import timezone
from pytest_django import Settings

from accounts.services import verify_email
from common.errors import DomainError
from notifications.models import InboxSms
from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory, platform_user
from vendors.models import REQUIRED_CHECKS, CheckKind, CheckReason, Membership, MembershipRole, Vendor, VerificationCheck
from vendors.services import (
    accept_invitation,
    accept_ownership,
    confirm_vendor_phone,
    decide_check,
    invite,
    offer_ownership,
    remove_member,
    revoke_invitation,
    send_vendor_code,
    submit_check,
    update_item,
    waive_check,
)
from vendors.services.checks import lock_check

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads of their own, started together; return what each was refused with, or nothing."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            start.wait(5)
            act()
        except DomainError as error:
            return error.code
        except Http404:
            return "not_found"
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_last_checks_decided_at_once_give_the_badge() -> None:
    vendor, moderator = VendorFactory.create(), platform_user("verifier")
    until = timezone.now() + timedelta(days=365)
    checks = [VerificationCheck.objects.create(vendor=vendor, kind=kind) for kind in REQUIRED_CHECKS]
    acts = [lambda check=check: decide_check(check, approve=True, by=moderator, expires_at=until) for check in checks]
    assert at_once(*acts) == [""] * 4
    assert Vendor.objects.verified().get() == vendor


def test_a_check_is_decided_once() -> None:
    check = VerificationCheck.objects.create(vendor=VendorFactory.create(), kind=REQUIRED_CHECKS[0])
    moderators = [platform_user("verifier") for _ in range(3)]
    acts = [lambda by=by: decide_check(check, approve=False, by=by, reason="Blurred") for by in moderators]
    assert sorted(at_once(*acts)) == ["", "check_not_open", "check_not_open"]


def test_two_owners_cannot_remove_each_other() -> None:
    vendor = VendorFactory.create()
    one, two = (MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER) for _ in range(2))
    refused = at_once(lambda: remove_member(one, by=two.user), lambda: remove_member(two, by=one.user))
    assert sorted(refused) == ["", "not_found"]
    assert Membership.objects.filter(vendor=vendor, role=MembershipRole.OWNER).count() == 1


def test_two_items_changed_at_once_are_both_found() -> None:
    vendor = VendorFactory.create()
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    one, two = (ItemFactory.create(vendor=vendor) for _ in range(2))
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            update_item(one, by=owner, changes={"name": "Brioche"})
            other = pool.submit(at_once, lambda: update_item(two, by=owner, changes={"name": "Pretzel"}))
            wait([other], timeout=0.5)  # it has read what it could by now
            assert not other.done()
        assert other.result(10) == [""]
    assert Vendor.objects.matching("brioche & pretzel").get() == vendor


def test_a_member_is_removed_once() -> None:
    vendor = VendorFactory.create()
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER)
    staff = MembershipFactory.create(vendor=vendor)
    refused = at_once(*[lambda: remove_member(staff, by=owner.user)] * 2)
    assert sorted(refused) == ["", "not_found"]


def test_an_invitation_accepted_twice_at_once_is_one_membership() -> None:
    vendor, invited = VendorFactory.create(), UserFactory.create()
    verify_email(invited)
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    invitation = invite(vendor, by=owner, email=invited.email, role=MembershipRole.STAFF)
    refused = at_once(*[lambda: accept_invitation(invitation, by=invited)] * 3)
    assert sorted(refused) == ["", "invitation_over", "invitation_over"]
    assert Membership.objects.filter(vendor=vendor, user=invited).count() == 1


def test_accepted_and_taken_back_at_once_one_wins() -> None:
    vendor, invited = VendorFactory.create(), UserFactory.create()
    verify_email(invited)
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    invitation = invite(vendor, by=owner, email=invited.email, role=MembershipRole.STAFF)
    refused = at_once(lambda: accept_invitation(invitation, by=invited), lambda: revoke_invitation(invitation, by=owner))
    assert sorted(refused) == ["", "invitation_over"]


def test_an_address_invited_twice_at_once_is_invited_once() -> None:
    vendor = VendorFactory.create()
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    refused = at_once(*[lambda: invite(vendor, by=owner, email="a@example.com", role=MembershipRole.STAFF)] * 3)
    assert sorted(refused) == ["", "already_invited", "already_invited"]


def test_ownership_accepted_twice_at_once_passes_once() -> None:
    vendor = VendorFactory.create()
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    heir = MembershipFactory.create(vendor=vendor)
    offer_ownership(vendor, by=owner, member_id=heir.pk)
    refused = at_once(*[lambda: accept_ownership(vendor, by=heir.user)] * 2)
    assert sorted(refused) == ["", "not_found"]
    assert list(Membership.objects.filter(vendor=vendor, role=MembershipRole.OWNER).values_list("user", flat=True)) == [
        heir.user_id
    ]


def test_a_waiver_comes_after_who_holds_the_check() -> None:
    """It locks the check before the vendor, as who decides does: else each would wait for what the other holds."""
    vendor, admin = VendorFactory.create(), platform_user("admin")
    check = VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.PHONE)
    until = timezone.now() + timedelta(days=365)
    reason = CheckReason.NOT_APPLICABLE
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_check(check)
            other = pool.submit(
                at_once, lambda: waive_check(vendor, kind=CheckKind.PHONE, by=admin, reason_code=reason, expires_at=until)
            )
            wait([other], timeout=0.5)
            assert Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk) == vendor
        assert other.result(10) == [""]


def test_a_code_comes_after_who_holds_the_check(settings: Settings) -> None:
    settings.SMS_GATEWAY = ("notifications.sms.InboxGateway", {})
    vendor = VendorFactory.create(phone="+441174960123")
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    check = submit_check(vendor, by=owner, kind=CheckKind.PHONE, evidence="Call us")
    send_vendor_code(vendor, by=owner)
    code = re.match(r"\d{6}", InboxSms.objects.latest("pk").text)
    assert code
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_check(check)
            other = pool.submit(at_once, lambda: confirm_vendor_phone(vendor, by=owner, code=code[0]))
            wait([other], timeout=0.5)
            assert Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk) == vendor
        assert other.result(10) == [""]
