"""Ways into somebody else's account that were open once, each tried from its beginning to its end."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from channels.db import database_sync_to_async as in_thread
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from accounts.services import create_verified_user
from accounts.totp import totp_code
from tests.accounts.conftest import Browser, code_from_mail
from tests.accounts.test_websocket import HOST, OWN, Socket
from tests.factories import PASSWORD, TOTP_SECRET, give_second_factor

NewWeb = Callable[[], Browser]
MINE, THEIRS = "seven purple llamas dance", "victims own good phrase 77"
LATER = timedelta(minutes=30)
CODE = re.compile(r"^([A-Z]{4}-[A-Z]{4})$", re.MULTILINE)


def by_code(web: Browser, email: str) -> int:
    web.call("POST", "auth/code/request", {"email": email})
    return int(web.call("POST", "auth/code/confirm", {"code": code_from_mail()}).status_code)


def move_to(web: Browser, old: str, new: str) -> None:
    """Change the e-mail, with the codes of both mailboxes."""
    sent = len(mail.outbox)
    assert web.fetch("POST", "/api/v1/me/email-change/", {"email": new}).status_code == 201
    codes = {message.to[0]: found[1] for message in mail.outbox[sent:] if (found := CODE.search(str(message.body)))}
    for which, address in (("old", old), ("new", new)):
        confirmed = web.fetch("POST", "/api/v1/me/email-change/confirm/", {"which": which, "code": codes[address]})
        assert confirmed.status_code == 200, confirmed.content


def test_a_code_to_the_old_mailbox_is_worth_nothing_after_the_change(new_web: NewWeb, grace: User) -> None:
    spy, web = new_web(), new_web()
    spy.call("POST", "auth/code/request", {"email": grace.email})
    code = code_from_mail()
    web.sign_in(grace.email)
    move_to(web, grace.email, "new@example.com")
    assert spy.call("POST", "auth/code/confirm", {"code": code}).status_code == 409
    assert not spy.is_signed_in()
    assert [row.email for row in EmailAddress.objects.filter(user=grace)] == ["new@example.com"]


def test_a_sign_in_that_waits_for_its_second_step_ends_with_the_password(new_web: NewWeb, guarded: User) -> None:
    spy, web = new_web(), new_web()
    spy.sign_in(guarded.email)
    web.sign_in(guarded.email)
    web.give_code(totp_code(TOTP_SECRET))
    changed = web.call("POST", "account/password/change", {"current_password": PASSWORD, "new_password": MINE})
    assert changed.status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        assert spy.give_code(totp_code(TOTP_SECRET)).status_code == 409
        assert not spy.is_signed_in()


def test_who_signed_up_with_somebodys_address_keeps_no_password_there(new_web: NewWeb, db: None) -> None:
    new_web().call("POST", "auth/signup", {"email": "victim@example.com", "password": MINE})
    victim, attacker = new_web(), new_web()
    assert by_code(victim, "victim@example.com") == 200
    assert victim.is_signed_in()
    assert attacker.sign_in("victim@example.com", MINE).status_code == 400
    token = APIClient().post("/api/v1/auth/token/", {"email": "victim@example.com", "password": MINE})
    assert token.status_code == 401
    assert victim.call("POST", "account/password/change", {"new_password": THEIRS}).status_code == 200


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "account/authenticators/totp", None),
        ("POST", "account/password/change", {"new_password": MINE}),
        ("GET", "account/authenticators/webauthn", None),
    ],
)
def test_without_a_password_an_old_session_is_asked_too(
    web: Browser, db: None, method: str, path: str, body: dict[str, str] | None
) -> None:
    user = create_verified_user(email="pw-less@example.com", password=None)
    assert by_code(web, user.email) == 200
    with time_machine.travel(timezone.now() + LATER):
        refused = web.call(method, path, body)
        assert (refused.status_code, refused.json()["code"]) == (401, "reauthentication_required")
        assert web.call("GET", "account/authenticators").status_code == 200
    assert not Authenticator.objects.exists()


def test_a_factor_is_not_taken_off_by_way_of_a_first_password(web: Browser, db: None) -> None:
    user = give_second_factor(create_verified_user(email="pw-less@example.com", password=None))
    assert by_code(web, user.email) == 401
    assert web.give_code(totp_code(TOTP_SECRET)).status_code == 200
    with time_machine.travel(timezone.now() + LATER):
        assert web.call("POST", "account/password/change", {"new_password": MINE}).status_code == 401
        assert web.call("DELETE", "account/authenticators/totp").status_code == 401
        assert web.call("POST", "auth/2fa/reauthenticate", {"code": totp_code(TOTP_SECRET)}).status_code == 200
        assert web.call("POST", "account/password/change", {"new_password": MINE}).status_code == 200


@pytest.mark.parametrize("path", ["/_allauth/browser/v1/auth/login", "/api/v1/auth/token/"])
def test_r15_another_port_in_the_host_is_no_other_account(settings: Settings, grace: User, path: str) -> None:
    settings.ALLOWED_HOSTS = ["trusttrack.example"]
    answered = [
        Client().post(
            path,
            {"email": grace.email, "password": "wrong" if number < 7 else PASSWORD},
            content_type="application/json",
            headers={"Host": f"trusttrack.example:{1000 + number}"},
            REMOTE_ADDR=f"203.0.{number}.7",
        )
        for number in range(8)
    ]
    assert [answer.status_code for answer in answered[5:]] == [429] * 3


def test_a_token_from_a_new_place_is_mailed(web: Browser, grace: User, anonymous: APIClient) -> None:
    web.sign_in(grace.email)
    data, elsewhere = {"email": grace.email, "password": PASSWORD}, {"REMOTE_ADDR": "198.51.100.9", "HTTP_USER_AGENT": "till/1"}
    for _ in range(2):
        assert anonymous.post("/api/v1/auth/token/", data, **elsewhere).status_code == 200  # type: ignore[arg-type]  # as WSGI has it
    assert SecurityEvent.objects.filter(user=grace, kind="sign_in.new_device").count() == 1


def test_a_verified_number_is_not_exchanged_from_an_old_session(web: Browser, grace: User) -> None:
    User.objects.filter(pk=grace.pk).update(phone="+441174960123", phone_verified_at=timezone.now())
    web.sign_in(grace.email)
    with time_machine.travel(timezone.now() + LATER):
        assert web.fetch("PATCH", "/api/v1/me/", {"name": "Grace", "phone": "+441174960123"}).status_code == 200
        assert web.fetch("PATCH", "/api/v1/me/", {"phone": "+441174960999"}).status_code == 401


def test_stopping_a_change_takes_what_was_planted(web: Browser, new_web: NewWeb, grace: User) -> None:
    give_second_factor(grace)
    Authenticator.objects.filter(user=grace).update(created_at=timezone.now() - timedelta(days=9))
    Authenticator.objects.create(user=grace, type="webauthn", data={"name": "Not hers", "credential": {}})
    web.sign_in(grace.email)
    web.give_code(totp_code(TOTP_SECRET))
    web.fetch("POST", "/api/v1/me/email-change/", {"email": "evil@example.com"})
    link = next(found[0] for message in mail.outbox if (found := re.search(r"/email-change/stop/\S+", str(message.body))))
    assert new_web().client.post(link, headers={"X-CSRFToken": ""}).status_code == 200
    assert [factor.type for factor in Authenticator.objects.filter(user=grace)] == ["totp"]


@pytest.mark.django_db(transaction=True)
async def test_a_socket_ends_no_session_when_the_secret_key_was_changed(settings: Settings) -> None:
    user = await in_thread(create_verified_user)(email="w@example.com", password=None)
    client = Client()
    await in_thread(client.force_login)(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = client.cookies["sessionid"].value
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "tests-only-new-secret-key-that-nobody-had-before-0123456789-0123456789"
    socket = Socket([HOST, OWN, (b"cookie", f"sessionid={cookie}".encode())], [])
    await socket.connect()
    assert user.email in await socket.read()
    await socket.leave()
    assert (await in_thread(client.get)("/api/v1/me/")).status_code == 200
