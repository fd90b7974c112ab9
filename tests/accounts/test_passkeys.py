"""Passkeys, with an authenticator in software: enrolment, second factor, sign-in, and what must not pass."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from pytest_django import Settings

from accounts.mfa import is_our_origin, relying_party_id
from accounts.models import SecurityEvent, User
from tests.accounts.conftest import Browser
from tests.accounts.soft_token import SoftToken
from tests.factories import give_second_factor

KEYS = "account/authenticators/webauthn"
Fresh = Callable[[], Browser]


@pytest.fixture(autouse=True)
def _in_production(settings: Settings) -> None:
    """With the origin rule of production, at the address that the demo has."""
    settings.IS_LOCAL = False
    settings.BASE_URL = "https://trusttrack.example"


@pytest.fixture
def token() -> SoftToken:
    """A passkey of somebody who is on our own page."""
    return SoftToken(origin="https://trusttrack.example", rp_id="trusttrack.example")


def enrol(web: Browser, token: SoftToken, user: User) -> Any:
    web.sign_in(user.email)
    web.confirm()
    options = web.call("GET", f"{KEYS}?passwordless").json()["data"]["creation_options"]
    return web.call("POST", KEYS, {"name": "My laptop", "credential": token.register(options)})


def challenge(web: Browser, path: str = "auth/webauthn/authenticate") -> dict[str, Any]:
    options: dict[str, Any] = web.call("GET", path).json()["data"]["request_options"]
    return options


def answer(web: Browser, credential: Any, path: str = "auth/webauthn/authenticate") -> int:
    return int(web.call("POST", path, {"credential": credential}).status_code)


def waiting(web: Browser, user: User) -> Browser:
    assert web.sign_in(user.email).status_code == 401
    return web


def test_enrolment_to_second_factor(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    assert enrol(web, token, grace).status_code == 200
    assert mail.outbox[-1].subject == "A passkey was added"
    other = waiting(new_web(), grace)
    assert answer(other, token.sign(challenge(other))) == 200
    assert other.is_signed_in()
    mine = SecurityEvent.objects.filter(user=grace, kind__startswith="factor.").order_by("pk")
    kinds = mine.values_list("kind", "data__type")
    assert list(kinds) == [("factor.added", "webauthn"), ("factor.used", "webauthn")]


def test_sign_in_by_passkey_alone(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    other = new_web()
    assert answer(other, token.sign(challenge(other, "auth/webauthn/login")), "auth/webauthn/login") == 200
    assert other.is_signed_in()


def test_sign_in_by_passkey_alone_asks_the_device_for_its_owner(
    web: Browser, new_web: Fresh, grace: User, token: SoftToken
) -> None:
    enrol(web, token, grace)
    token.flags &= ~4  # user verified
    other = new_web()
    assert answer(other, token.sign(challenge(other, "auth/webauthn/login")), "auth/webauthn/login") == 400
    assert not other.is_signed_in()


def test_it_belongs_to_base_url_whatever_the_host_says(web: Browser, grace: User, token: SoftToken) -> None:
    web.sign_in(grace.email)
    web.confirm()
    options = web.call("GET", KEYS, Host="testserver").json()["data"]["creation_options"]["publicKey"]
    assert options["rp"] == {"id": "trusttrack.example", "name": "TrustTrack"}


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "https://sub.trusttrack.example", "http://trusttrack.example", "https://trusttrack.example:8443"],
)
def test_another_origin_enrols_and_signs_nothing(
    web: Browser, new_web: Fresh, grace: User, token: SoftToken, origin: str
) -> None:
    wrong = SoftToken(origin=origin, rp_id="trusttrack.example")
    assert enrol(web, wrong, grace).status_code == 400
    enrol(web, token, grace)
    other = waiting(new_web(), grace)
    token.origin = origin
    assert answer(other, token.sign(challenge(other))) == 400
    assert not other.is_signed_in()


def test_a_demo_takes_any_port_of_localhost_and_nothing_else(settings: Settings) -> None:
    settings.IS_LOCAL, settings.BASE_URL = True, "http://127.0.0.1:8000"
    assert relying_party_id() == "localhost"
    assert is_our_origin("http://localhost:5173")
    assert not is_our_origin("http://evil.example")
    settings.BASE_URL = "https://demo.example"
    assert not is_our_origin("http://localhost:8000")


def test_a_replayed_answer_opens_nothing(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    first = waiting(new_web(), grace)
    signed = token.sign(challenge(first))
    assert answer(first, signed) == 200
    second = waiting(new_web(), grace)
    assert answer(second, signed) == 400  # no challenge was asked for
    challenge(second)
    assert answer(second, signed) == 400  # another one was
    assert not second.is_signed_in()


def test_a_challenge_is_good_for_one_answer_right_or_wrong(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    other = waiting(new_web(), grace)
    options = challenge(other)
    assert answer(other, SoftToken(origin=token.origin, rp_id=token.rp_id).sign(options)) == 400
    assert answer(other, token.sign(options)) == 400


@pytest.mark.parametrize("back_to", [1, 2])
def test_a_counter_that_does_not_grow_is_a_copied_key(
    web: Browser, new_web: Fresh, grace: User, token: SoftToken, back_to: int
) -> None:
    enrol(web, token, grace)
    token.counter = 2
    first = waiting(new_web(), grace)
    assert answer(first, token.sign(challenge(first))) == 200
    token.counter = back_to
    second = waiting(new_web(), grace)
    assert answer(second, token.sign(challenge(second))) == 400
    assert not second.is_signed_in()
    assert SecurityEvent.objects.get(kind="factor.failed").data == {"type": "webauthn", "copied": True}


def test_a_key_without_a_counter_works_again_and_again(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    token.counter = 0
    enrol(web, token, grace)
    for _ in range(2):
        token.counter = 0
        other = waiting(new_web(), grace)
        assert answer(other, token.sign(challenge(other))) == 200


def test_a_forged_signature_opens_nothing(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    thief = copy.copy(token)
    thief.key = SoftToken(origin=token.origin).key
    other = waiting(new_web(), grace)
    assert answer(other, thief.sign(challenge(other))) == 400
    assert SecurityEvent.objects.filter(user=grace, kind="factor.failed").count() == 1


def test_nobody_writes_failures_into_anothers_record(web: Browser, new_web: Fresh, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    forged = SoftToken(origin=token.origin, rp_id=token.rp_id)
    forged.user_handle = token.user_handle
    other = new_web()
    assert answer(other, forged.sign(challenge(other, "auth/webauthn/login")), "auth/webauthn/login") == 400
    assert not SecurityEvent.objects.filter(kind="factor.failed").exists()


def test_anothers_passkey_is_no_second_factor_of_mine(
    web: Browser, new_web: Fresh, grace: User, guarded: User, token: SoftToken
) -> None:
    from accounts.services import create_verified_user
    from tests.factories import PASSWORD

    mary = create_verified_user(email="mary@example.com", password=PASSWORD)
    enrol(web, token, mary)
    other = waiting(new_web(), guarded)
    assert answer(other, token.sign(challenge(other))) == 400


def test_confirming_it_is_me_by_passkey(web: Browser, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    path = "auth/webauthn/reauthenticate"
    assert answer(web, token.sign(challenge(web, path)), path) == 200


def test_names(web: Browser, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    options = web.call("GET", KEYS).json()["data"]["creation_options"]
    second = SoftToken(origin=token.origin, rp_id=token.rp_id)
    assert web.call("POST", KEYS, {"credential": second.register(options)}).json()["data"]["name"] == "Passkey 2"
    key = Authenticator.objects.filter(type="webauthn").earliest("pk")
    assert web.call("PUT", KEYS, {"id": key.pk, "name": "Kitchen tablet"}).status_code == 200
    assert key.wrap().name == "My laptop"
    key.refresh_from_db()
    assert key.wrap().name == "Kitchen tablet"


def test_removal_is_mailed(web: Browser, grace: User, token: SoftToken) -> None:
    enrol(web, token, grace)
    give_second_factor(grace)
    key = Authenticator.objects.get(type="webauthn")
    assert web.call("DELETE", KEYS, {"authenticators": [key.pk]}).status_code == 200
    assert mail.outbox[-1].subject == "A passkey was removed"
    assert SecurityEvent.objects.get(kind="factor.removed").data == {"type": "webauthn"}


@pytest.mark.parametrize(
    "credential",
    [None, [], "x", {}, {"id": "x"}, {"response": []}, {"id": "AA", "rawId": "AA", "type": "public-key", "response": {}}],
)
def test_nonsense_is_bad_input(web: Browser, new_web: Fresh, grace: User, token: SoftToken, credential: Any) -> None:
    enrol(web, token, grace)
    other = waiting(new_web(), grace)
    challenge(other)
    assert answer(other, credential) == 400
    third = new_web()
    challenge(third, "auth/webauthn/login")
    assert answer(third, credential, "auth/webauthn/login") == 400


@pytest.mark.parametrize("handle", [None, "", "!!", "zzzzzzzzzzzzzzzzzzzzzzzz", ["x"], "AAAA"])
def test_a_nonsense_owner_is_bad_input(web: Browser, new_web: Fresh, grace: User, token: SoftToken, handle: Any) -> None:
    enrol(web, token, grace)
    other = new_web()
    signed = token.sign(challenge(other, "auth/webauthn/login"))
    signed["response"]["userHandle"] = handle
    assert answer(other, signed, "auth/webauthn/login") == 400
