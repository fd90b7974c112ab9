"""How long a sign-in lasts, idle and at all; and what ends the others (r13)."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import RememberedDevice, TokenFamily, User
from accounts.pruning import prune_sign_ins
from accounts.tokens import issue_tokens
from tests.accounts.conftest import Browser

START = datetime.fromisoformat("2026-03-02T08:00:00+00:00")


def _is_signed_in_after(web: Browser, **time: float) -> bool:
    cache.clear()
    with time_machine.travel(START + timedelta(**time), tick=False):
        return web.is_signed_in()


@pytest.fixture
def signed_in(grace: User, web: Browser) -> Browser:
    with time_machine.travel(START, tick=False):
        web.sign_in(grace.email)
    return web


def test_a_session_that_is_used_lasts_thirty_days_and_no_longer(signed_in: Browser) -> None:
    assert [_is_signed_in_after(signed_in, days=days) for days in (10, 20, 29.9, 30.1)] == [True, True, True, False]


def test_a_session_that_is_not_used_lasts_a_fortnight(signed_in: Browser) -> None:
    assert not _is_signed_in_after(signed_in, days=14.1)


def test_the_cookie_ends_with_the_session(grace: User, web: Browser) -> None:
    cookie = web.sign_in(grace.email).cookies["sessionid"]
    assert 13.9 * 86_400 < int(cookie["max-age"]) <= 14 * 86_400


@pytest.fixture
def staff_in(grace: User, web: Browser) -> Browser:
    User.objects.update(is_staff=True)
    with time_machine.travel(START, tick=False):
        web.sign_in(grace.email)
    return web


def test_staff_are_signed_out_after_an_idle_hour(staff_in: Browser) -> None:
    assert _is_signed_in_after(staff_in, minutes=50)
    assert _is_signed_in_after(staff_in, minutes=105)
    assert not _is_signed_in_after(staff_in, minutes=170)


def test_staff_are_signed_out_after_twelve_hours_of_work(staff_in: Browser) -> None:
    assert all(_is_signed_in_after(staff_in, hours=hour * 0.9) for hour in range(1, 14))
    assert not _is_signed_in_after(staff_in, hours=12.1)


def test_who_becomes_staff_keeps_no_long_session(signed_in: Browser) -> None:
    User.objects.update(is_staff=True)
    assert _is_signed_in_after(signed_in, minutes=5)
    assert not _is_signed_in_after(signed_in, minutes=70)


@pytest.mark.parametrize("signal", [authenticator_added, authenticator_removed], ids=["added", "removed"])
@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
def test_r13_a_changed_factor_ends_the_others(
    grace: User, new_web: Callable[[], Browser], signal: object, kind: Authenticator.Type
) -> None:
    elsewhere, here = new_web(), new_web()
    elsewhere.sign_in(grace.email)
    here.sign_in(grace.email)
    issue_tokens(grace)
    request = RequestFactory().get("/")
    request.session = here.client.session
    signal.send(sender=Authenticator, request=request, user=grace, authenticator=Authenticator(type=kind))  # type: ignore[attr-defined]  # a Signal
    assert (elsewhere.is_signed_in(), here.is_signed_in()) == (False, True)
    assert not TokenFamily.objects.filter(revoked_at=None).exists()


@pytest.mark.django_db(transaction=True)  # allauth tells of it after the commit
def test_r13_adding_an_app_over_the_website_ends_the_others(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here = new_web(), new_web()
    elsewhere.sign_in(grace.email)
    here.sign_in(grace.email)
    here.call("POST", "auth/reauthenticate", {"password": "correct horse battery"})
    secret = here.call("GET", "account/authenticators/totp").json()["meta"]["secret"]
    code = _totp(secret)
    assert here.call("POST", "account/authenticators/totp", {"code": code}).status_code == 200
    assert (elsewhere.is_signed_in(), here.is_signed_in()) == (False, True)


def test_new_recovery_codes_end_nothing(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    issue_tokens(grace)
    codes = Authenticator(type=Authenticator.Type.RECOVERY_CODES)
    authenticator_added.send(sender=Authenticator, request=RequestFactory().get("/"), user=grace, authenticator=codes)
    assert web.is_signed_in()
    assert TokenFamily.objects.filter(revoked_at=None).exists()


def test_what_has_run_out_is_pruned(grace: User, web: Browser, new_web: Callable[[], Browser]) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        web.sign_in(grace.email)
    alive = new_web()
    alive.sign_in(grace.email)
    RememberedDevice.objects.create(user=grace, key_hash="x", expires_at=timezone.now() - timedelta(days=1))
    assert prune_sign_ins() >= 2
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [alive.session_id]
    assert not Session.objects.filter(expire_date__lt=timezone.now()).exists()
    assert alive.is_signed_in()


def _totp(secret: str) -> str:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
