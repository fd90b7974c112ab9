"""Every way of signing in ends in the same checks."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from accounts.models import SecurityEvent, SecurityEventKind, User
from accounts.services import create_verified_user
from tests.accounts.conftest import Browser, code_from_mail, html_of
from tests.factories import PASSWORD

Way = Callable[[Browser, str], Any]


def _by_password(web: Browser, email: str) -> Any:
    return web.sign_in(email)


def _by_code(web: Browser, email: str) -> Any:
    web.call("POST", "auth/code/request", {"email": email})
    code = code_from_mail() if "code for TrustTrack" in mail.outbox[-1].subject else "XXXX-XXXX"
    return web.call("POST", "auth/code/confirm", {"code": code})


WAYS = pytest.mark.parametrize("way", [_by_password, _by_code], ids=["password", "code"])


@WAYS
def test_it_signs_in(grace: User, web: Browser, way: Way) -> None:
    assert way(web, grace.email).status_code == 200
    assert web.is_signed_in()


@WAYS
def test_a_closed_account_is_refused(grace: User, web: Browser, way: Way) -> None:
    User.objects.update(is_active=False)
    way(web, grace.email)
    assert not web.is_signed_in()


def test_an_account_closed_after_its_code_was_sent_is_refused(grace: User, web: Browser) -> None:
    web.call("POST", "auth/code/request", {"email": grace.email})
    User.objects.update(is_active=False)
    web.call("POST", "auth/code/confirm", {"code": code_from_mail()})
    assert not web.is_signed_in()


@WAYS
def test_a_second_factor_is_asked_for(grace: User, web: Browser, way: Way) -> None:
    Authenticator.objects.create(user=grace, type=Authenticator.Type.TOTP, data={"secret": "x"})
    answer = way(web, grace.email)
    assert answer.status_code == 401
    assert [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")] == ["mfa_authenticate"]
    assert not web.is_signed_in()


def test_a_password_alone_does_not_verify_an_email(grace: User, web: Browser) -> None:
    EmailAddress.objects.update(verified=False)
    assert _by_password(web, grace.email).status_code == 401
    assert not web.is_signed_in()


def test_a_code_shows_that_the_email_is_theirs(grace: User, web: Browser) -> None:
    EmailAddress.objects.update(verified=False)
    assert _by_code(web, grace.email).status_code == 200
    assert EmailAddress.objects.get().verified


def test_a_code_runs_out_and_says_so(grace: User, web: Browser) -> None:
    web.call("POST", "auth/code/request", {"email": grace.email})
    code = code_from_mail()
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = web.call("POST", "auth/code/confirm", {"code": code})
    assert (answer.status_code, answer.json()["code"]) == (409, "code_expired")
    assert not web.is_signed_in()


def test_a_code_works_once_and_only_where_it_was_asked_for(grace: User, new_web: Callable[[], Browser]) -> None:
    here, elsewhere = new_web(), new_web()
    here.call("POST", "auth/code/request", {"email": grace.email})
    code = code_from_mail()
    assert elsewhere.call("POST", "auth/code/confirm", {"code": code}).status_code == 409
    assert here.call("POST", "auth/code/confirm", {"code": code}).status_code == 200
    here.call("DELETE", "auth/session")
    assert here.call("POST", "auth/code/confirm", {"code": code}).status_code == 409


def test_the_mail_with_the_code_says_how_long_it_works(grace: User, web: Browser) -> None:
    web.call("POST", "auth/code/request", {"email": grace.email})
    assert code_from_mail() in html_of(mail.outbox[-1])
    assert "10 minutes" in str(mail.outbox[-1].body)


def test_one_may_sign_up_without_a_password(web: Browser) -> None:
    assert web.call("POST", "auth/signup", {"email": "new@example.com", "name": "Nell"}).status_code == 401
    web.call("POST", "auth/email/verify", {"key": code_from_mail()})
    assert web.is_signed_in()
    assert not User.objects.get().has_usable_password()
    web.call("DELETE", "auth/session")
    assert _by_code(web, "new@example.com").status_code == 200


def test_a_password_can_be_set_later(web: Browser) -> None:
    create_verified_user(email="new@example.com")
    _by_code(web, "new@example.com")
    assert web.call("POST", "account/password/change", {"new_password": PASSWORD}).status_code == 200
    assert web.is_signed_in()
    assert mail.outbox[-1].subject == "A password was set"


def test_what_happens_is_written_down(web: Browser) -> None:
    web.call("POST", "auth/signup", {"email": "new@example.com", "password": PASSWORD})
    web.call("POST", "auth/email/verify", {"key": code_from_mail()})
    web.call("POST", "auth/reauthenticate", {"password": PASSWORD})
    web.call("POST", "account/password/change", {"current_password": PASSWORD, "new_password": "another horse battery"})
    web.call("DELETE", "auth/session")
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    kind = SecurityEventKind
    assert kinds == [kind.SIGNED_UP, kind.SIGNED_IN, kind.REAUTHENTICATED, kind.PASSWORD_CHANGED, kind.SIGNED_OUT]
