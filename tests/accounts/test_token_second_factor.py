"""POST /api/v1/auth/token/ for an account with a second factor."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.utils import timezone

from accounts.models import SecurityEvent, TokenFamily, User
from accounts.recovery_codes import HashedRecoveryCodes
from accounts.totp import totp_code
from tests.accounts.test_phone import sent_code
from tests.factories import PASSWORD, TOTP_SECRET
from tests.work import do_due_work

SignIn = Callable[..., Any]
TOKEN = "/api/v1/auth/token/"


@pytest.fixture
def post(anonymous: Any, grace: User) -> SignIn:
    """`post(code="123456")` asks for Grace's tokens."""

    def asking(**more: Any) -> Any:
        return anonymous.post(TOKEN, {"email": grace.email, "password": PASSWORD, **more})

    return asking


def with_phone(user: User) -> User:
    user.phone, user.phone_verified_at = "+447700900123", timezone.now()
    user.save()
    return user


def recovery_codes(user: User) -> list[str]:
    codes = HashedRecoveryCodes.activate(user)
    codes.mark_as_viewed()
    return codes.get_unused_codes()


def test_without_a_second_factor_nothing_is_asked(post: SignIn) -> None:
    assert post(code="").status_code == 200


def test_r17_the_password_alone_gives_no_tokens(post: SignIn, guarded: User) -> None:
    answer = post()
    assert (answer.status_code, answer.json()["code"], answer.json()["methods"]) == (401, "second_factor_required", ["totp"])
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert not TokenFamily.objects.exists()


def test_password_and_code_give_tokens(post: SignIn, guarded: User) -> None:
    answer = post(code=totp_code(TOTP_SECRET))
    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh"}
    assert SecurityEvent.objects.get(kind="factor.used").data == {"type": "totp"}


def test_r17_a_used_code_gives_none(post: SignIn, guarded: User) -> None:
    code = totp_code(TOTP_SECRET)
    assert [post(code=code).status_code for _ in range(2)] == [200, 401]


def test_a_wrong_code_is_named_and_written_down(post: SignIn, guarded: User) -> None:
    answer = post(code="000000")
    assert (answer.status_code, answer.json()["code"]) == (401, "second_factor_invalid")
    assert SecurityEvent.objects.filter(user=guarded, kind="factor.failed").count() == 1
    assert not TokenFamily.objects.exists()


def test_a_wrong_password_tells_nothing_of_a_second_factor(anonymous: Any, guarded: User) -> None:
    body = {"email": guarded.email, "password": "wrong", "code": totp_code(TOTP_SECRET)}
    assert anonymous.post(TOKEN, body).json()["code"] == "invalid_credentials"


def test_a_recovery_code_works_once(post: SignIn, guarded: User) -> None:
    code, *_ = recovery_codes(guarded)
    assert post().json()["methods"] == ["recovery_codes", "totp"]
    assert [post(code=code).status_code for _ in range(2)] == [200, 401]


def test_the_eleventh_guess_is_limited_the_right_code_included(post: SignIn, guarded: User) -> None:
    assert [post(code="000000").status_code for _ in range(10)] == [401] * 10
    answer = post(code=totp_code(TOTP_SECRET))
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_attempts")
    assert int(answer["Retry-After"]) > 0


def test_a_passkey_cannot_be_used_here_and_the_way_is_told(post: SignIn, grace: User) -> None:
    Authenticator.objects.create(user=grace, type="webauthn", data={"name": "Laptop", "credential": {}})
    refused = post().json()
    assert (refused["code"], refused["methods"]) == ("second_factor_required", [])
    assert "passkey" in refused["detail"]
    code, *_ = recovery_codes(grace)
    assert "recovery code" in post().json()["detail"]
    assert post(code=code).status_code == 200


def test_a_code_by_sms_stands_in(post: SignIn, guarded: User) -> None:
    with_phone(guarded)
    assert post().json()["methods"] == ["sms", "totp"]
    asked = post(send_sms=True)
    assert (asked.status_code, asked.json()["sms_sent"]) == (401, True)
    code = sent_code()
    assert [post(code=code).status_code for _ in range(2)] == [200, 401]
    do_due_work()
    assert mail.outbox[-1].subject == "Signed in with a code by SMS"


def test_without_a_verified_phone_none_is_sent(post: SignIn, guarded: User) -> None:
    asked = post(send_sms=True)
    assert (asked.json()["code"], asked.json()["sms_sent"]) == ("second_factor_required", False)


def test_a_phone_alone_is_no_second_factor(post: SignIn, grace: User) -> None:
    with_phone(grace)
    assert post().status_code == 200


def test_too_many_sms_are_limited(post: SignIn, guarded: User) -> None:
    with_phone(guarded)
    answers = [post(send_sms=True) for _ in range(6)]
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, "too_many_messages")
    assert int(answers[-1]["Retry-After"]) > 0


def test_a_provider_that_is_away_is_told(post: SignIn, guarded: User, settings: Any) -> None:
    settings.SMS_GATEWAY = ("common.sms.NoGateway", {})
    with_phone(guarded)
    answer = post(send_sms=True)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "sms_unavailable", "60")


def test_a_code_for_verifying_the_phone_signs_nobody_in(post: SignIn, guarded: User) -> None:
    from accounts.phones import ask_for_phone_code

    ask_for_phone_code(with_phone(guarded))
    assert post(code=sent_code()).status_code == 401


@pytest.mark.parametrize("change", [{"code": "x" * 41}, {"code": "1\0"}, {"code": []}, {"send_sms": "perhaps"}])
def test_bad_input_is_named(post: SignIn, change: dict[str, Any]) -> None:
    answer = post(**change)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, f"/{next(iter(change))}")
