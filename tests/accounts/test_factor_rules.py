"""Who must have a second factor, and what follows: /me/, removal, the admin, system checks, reset by support."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import checks, mail
from django.test import Client
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.factors import has_second_factor, needs_second_factor
from accounts.models import SecurityEvent, TokenFamily, User
from accounts.services import NotAllowed, reset_second_factors
from accounts.tokens import issue_tokens
from accounts.totp import totp_code
from common.models import AuditEntry
from tests.accounts.conftest import Browser
from tests.accounts.test_token_second_factor import recovery_codes, with_phone
from tests.desks import desk_of
from tests.factories import PASSWORD, TOTP_SECRET, MembershipFactory, UserFactory, give_second_factor
from tests.work import do_due_work
from vendors.models import MembershipRole, Vendor

Api = Callable[[User], APIClient]
TOTP = "account/authenticators/totp"
ADMIN = "/admin/accounts/user/"
WHY = "Lost the phone; showed her passport in a call"


def test_roles_that_need_one(customer: User, vendor_staff: User, vendor_owner: User, moderator: User) -> None:
    found = [needs_second_factor(user) for user in (customer, vendor_staff, vendor_owner, moderator)]
    assert found == [False, False, True, True]


def test_me_tells_owners_what_is_missing(api: Api, vendor: Vendor) -> None:
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER, second_factor=False).user
    assert api(owner).get("/api/v1/me/").json()["second_factor"] == {"required": True, "enabled": False, "methods": []}


def test_me_tells_what_there_is(api: Api, vendor_owner: User) -> None:
    recovery_codes(with_phone(vendor_owner))
    me = api(vendor_owner).get("/api/v1/me/").json()
    assert me["second_factor"] == {"required": True, "enabled": True, "methods": ["recovery_codes", "sms", "totp"]}
    assert me["phone_verified"] is True


def test_a_phone_alone_is_no_factor(api: Api, customer: User) -> None:
    me = api(with_phone(customer)).get("/api/v1/me/").json()
    assert me["second_factor"] == {"required": False, "enabled": False, "methods": []}


@pytest.fixture
def owner(web: Browser, vendor: Vendor, grace: User) -> Browser:
    """Grace's browser, owner of a vendor, right after she set an app up."""
    MembershipFactory.create(vendor=vendor, user=grace, role=MembershipRole.OWNER, second_factor=False)
    web.sign_in(grace.email)
    web.enrol_totp()
    return web


def test_the_last_factor_of_an_owner_stays(owner: Browser, grace: User) -> None:
    refused = owner.call("DELETE", TOTP)
    assert refused.status_code == 409
    (error,) = refused.json()["errors"]
    assert error["code"] == "cannot_delete_authenticator"
    assert "only one that you have" in error["message"]
    assert has_second_factor(grace)
    assert not SecurityEvent.objects.filter(kind="factor.removed").exists()


def test_with_another_one_it_may_go(owner: Browser, grace: User) -> None:
    Authenticator.objects.create(user=grace, type="webauthn", data={"name": "Laptop", "credential": {}})
    assert owner.call("DELETE", TOTP).status_code == 200


def test_the_last_passkeys_go_all_or_not_at_all(owner: Browser, grace: User) -> None:
    keys = [Authenticator.objects.create(user=grace, type="webauthn", data={"name": n, "credential": {}}) for n in "ab"]
    Authenticator.objects.filter(type="totp").delete()
    refused = owner.call("DELETE", "account/authenticators/webauthn", {"authenticators": [key.pk for key in keys]})
    assert refused.status_code == 409
    assert Authenticator.objects.filter(type="webauthn").count() == 2


def test_a_customer_may_do_without(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.enrol_totp()
    assert web.call("DELETE", TOTP).status_code == 200


def test_the_admin_opens_after_password_and_code(web: Browser, grace: User) -> None:
    User.objects.filter(pk=grace.pk).update(is_staff=True, is_superuser=True)
    give_second_factor(grace)
    web.sign_in(grace.email)
    assert web.fetch("GET", ADMIN).status_code == 302
    web.give_code(totp_code(TOTP_SECRET))
    assert web.fetch("GET", ADMIN).status_code == 200


def test_staff_without_a_factor_are_led_to_the_page_for_it_and_come_back(web: Browser, grace: User) -> None:
    User.objects.filter(pk=grace.pk).update(is_staff=True, is_superuser=True)
    web.sign_in(grace.email)
    login = web.fetch("GET", ADMIN)["Location"]
    page = web.fetch("GET", login)["Location"]
    assert page == "/account/security?needs=second_factor&next=%2Fadmin%2Faccounts%2Fuser%2F"
    web.enrol_totp()
    assert web.fetch("GET", ADMIN).status_code == 200


def test_a_session_from_before_the_factor_proves_it_first(moderator: User) -> None:
    desk = desk_of(moderator, second_factor=False)
    login = desk.get(ADMIN)["Location"]
    assert desk.get(login)["Location"].startswith("/account/security?needs=second_factor")


def test_a_proof_of_somebody_else_in_the_same_browser_is_none(moderator: User, customer: User) -> None:
    desk = desk_of(moderator)
    desk.force_login(customer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert desk.get(ADMIN).status_code == 302


@pytest.mark.parametrize("name", ["MFA_TOTP_INSECURE_BYPASS_CODE", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"])
def test_back_doors_fail_the_deployment_check(settings: Settings, name: str) -> None:
    settings.IS_LOCAL = False
    assert not _own_findings()
    setattr(settings, name, "123456")
    assert [(found.id, name in found.msg) for found in _own_findings()] == [("accounts.E001", True)]
    settings.IS_LOCAL = True
    assert not _own_findings()


def _own_findings() -> list[checks.CheckMessage]:
    from accounts.checks import second_factor_has_no_back_door

    return second_factor_has_no_back_door()


def test_support_sees_factors_without_their_secrets(moderator: User, guarded: User) -> None:
    codes = recovery_codes(guarded)
    page = desk_of(moderator).get(f"{ADMIN}{guarded.pk}/change/").content.decode()
    assert "TOTP Authenticator, since" in page
    assert "Recovery codes (10 left)" in page
    assert TOTP_SECRET not in page
    assert codes[0] not in page
    assert Authenticator.objects.get(user=guarded, type="totp").data["secret"] not in page


def _reset(desk: Client, user: User, reason: str = WHY) -> Any:
    return desk.post(f"{ADMIN}{user.pk}/reset-factors/", {"reason": reason})


def test_support_resets_the_factors_of_somebody_locked_out(web: Browser, moderator: User, guarded: User) -> None:
    web.sign_in(guarded.email)
    web.give_code(totp_code(TOTP_SECRET))
    issue_tokens(guarded)
    assert _reset(desk_of(moderator), guarded).status_code == 302
    assert not Authenticator.objects.filter(user=guarded).exists()
    assert not web.is_signed_in()
    assert TokenFamily.objects.get().revoke_reason == "admin"
    entry = AuditEntry.objects.get(action="reset_second_factors")
    assert (entry.actor, entry.object_id, entry.reason) == (
        moderator,
        str(guarded.pk),
        "Lost the phone; showed her passport in a call",
    )
    told = SecurityEvent.objects.get(kind="factor.removed")
    assert (told.user, told.by, told.data) == (guarded, moderator, {"types": ["totp"], "reset": True})
    do_due_work()
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([guarded.email], "Your second factors were removed by us")
    assert web.sign_in(guarded.email, PASSWORD).status_code == 200


def test_without_a_reason_nothing_is_reset(moderator: User, guarded: User) -> None:
    assert _reset(desk_of(moderator), guarded, " ").status_code == 200
    assert has_second_factor(guarded)


def test_only_superusers_reset_and_only_others(moderator: User, guarded: User) -> None:
    clerk = UserFactory.create(is_staff=True)
    _reset(desk_of(clerk), guarded)
    assert has_second_factor(guarded)
    with pytest.raises(NotAllowed):
        reset_second_factors(guarded, by=clerk, reason="x")
    with pytest.raises(NotAllowed):
        reset_second_factors(moderator, by=moderator, reason="x")
