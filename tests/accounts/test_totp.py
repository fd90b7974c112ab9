"""An authenticator app: enrolment, sign-in, each code once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from accounts.models import SecurityEvent, User
from accounts.totp import totp_code
from tests.accounts.conftest import Browser, html_of
from tests.factories import PASSWORD, TOTP_SECRET
from tests.threads import at_once

TOTP = "account/authenticators/totp"
Fresh = Callable[[], Browser]


def test_enrolment_to_sign_in(web: Browser, new_web: Fresh, grace: User) -> None:
    web.sign_in(grace.email)
    secret = web.enrol_totp()

    other = new_web()
    waiting = other.sign_in(grace.email)
    assert waiting.status_code == 401
    assert _pending(waiting) == {"id": "mfa_authenticate", "is_pending": True, "types": ["recovery_codes", "totp"]}
    assert not other.is_signed_in()
    assert other.give_code(totp_code(secret)).status_code == 200
    assert other.is_signed_in()
    mine = SecurityEvent.objects.filter(user=grace, kind__startswith="factor.").order_by("pk")
    assert list(mine.values_list("kind", "data__type")) == [("factor.added", "totp"), ("factor.used", "totp")]


def _pending(answer: object) -> dict[str, object]:
    (found,) = (flow for flow in answer.json()["data"]["flows"] if flow.get("is_pending"))  # type: ignore[attr-defined]  # a response
    return dict(found)


@pytest.mark.django_db(transaction=True)
def test_enrolment_is_mailed_in_our_words(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.enrol_totp()
    (message,) = mail.outbox
    assert message.subject == "An authenticator app was added"
    assert "It was not you?" in str(message.body)
    assert "testserver" not in html_of(message) + str(message.body)


def test_enrolment_needs_a_fresh_proof(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    secret = web.call("GET", TOTP).json()["meta"]["secret"]
    assert web.call("POST", TOTP, {"code": totp_code(secret)}).status_code == 401
    assert not Authenticator.objects.exists()


def test_a_wrong_code_enrols_nothing(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.confirm()
    web.call("GET", TOTP)
    assert web.call("POST", TOTP, {"code": "000000"}).status_code == 400
    assert not Authenticator.objects.exists()


def test_the_key_is_encrypted_in_the_database(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    secret = web.enrol_totp()
    assert secret not in str(Authenticator.objects.get(type="totp").data)


def test_r17_a_code_works_once_even_after_its_mark_in_the_cache_is_gone(new_web: Fresh, guarded: User) -> None:
    code = totp_code(TOTP_SECRET)
    assert _sign_in_with(new_web(), guarded, code) == 200
    cache.clear()  # as after a restart of Redis
    assert _sign_in_with(new_web(), guarded, code) == 400


def test_a_code_of_the_tolerance_works_once_too(new_web: Fresh, guarded: User) -> None:
    code = totp_code(TOTP_SECRET)
    assert _sign_in_with(new_web(), guarded, code) == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):  # the code would still pass, allauth's mark is over
        assert _sign_in_with(new_web(), guarded, code) == 400
        assert _sign_in_with(new_web(), guarded, totp_code(TOTP_SECRET)) == 200


def test_a_code_older_than_the_last_used_one_is_refused(new_web: Fresh, guarded: User) -> None:
    older = totp_code(TOTP_SECRET)
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        assert _sign_in_with(new_web(), guarded, totp_code(TOTP_SECRET)) == 200
        assert _sign_in_with(new_web(), guarded, older) == 400


def test_without_redis_a_code_works_once(new_web: Fresh, guarded: User, settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    code = totp_code(TOTP_SECRET)
    assert [_sign_in_with(new_web(), guarded, code) for _ in range(2)] == [200, 400]


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins(new_web: Fresh, guarded: User) -> None:
    webs = [new_web() for _ in range(4)]
    for web in webs:
        web.sign_in(guarded.email)
    code = totp_code(TOTP_SECRET)
    statuses = at_once(*(lambda web=web: web.give_code(code).status_code for web in webs))
    assert sorted(statuses) == [200, 400, 400, 400]


def test_the_eleventh_guess_is_limited_the_right_code_included(new_web: Fresh, guarded: User) -> None:
    web = new_web()
    web.sign_in(guarded.email)
    assert [web.give_code("000000").status_code for _ in range(10)] == [400] * 10
    answer = web.give_code(totp_code(TOTP_SECRET))
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600
    assert SecurityEvent.objects.filter(user=guarded, kind="factor.failed").count() == 10


def test_right_codes_use_up_no_guesses(new_web: Fresh, guarded: User) -> None:
    for step in range(12):
        with time_machine.travel(timezone.now() + timedelta(seconds=30 * step)):
            cache_free = new_web()
            assert _sign_in_with(cache_free, guarded, totp_code(TOTP_SECRET)) == 200


def test_too_many_wrong_enrolments_say_when_to_come_back(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.confirm()
    web.call("GET", TOTP)
    answers = [web.call("POST", TOTP, {"code": "000000"}) for _ in range(6)]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("code", ["", "abc", "１２３４５６", "0" * 500, "\x00"])
def test_nonsense_is_a_wrong_code(new_web: Fresh, guarded: User, code: str) -> None:
    assert _sign_in_with(new_web(), guarded, code) == 400


def test_after_the_secret_key_changed_the_app_still_works(new_web: Fresh, guarded: User, settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "tests-only-secret-key-for-this-test-0123456789-0123456789"
    assert _sign_in_with(new_web(), guarded, totp_code(TOTP_SECRET)) == 200


def test_a_key_that_cannot_be_read_is_a_wrong_code_and_a_log_line(new_web: Fresh, guarded: User) -> None:
    Authenticator.objects.update(data={"secret": "gone"})
    assert _sign_in_with(new_web(), guarded, totp_code(TOTP_SECRET)) == 400


def test_allauths_bypass_code_opens_nothing(new_web: Fresh, guarded: User, settings: Settings) -> None:
    settings.DEBUG, settings.MFA_TOTP_INSECURE_BYPASS_CODE = True, "111111"
    assert _sign_in_with(new_web(), guarded, "111111") == 400


def test_removal_is_mailed_and_written_down(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.enrol_totp()
    assert web.call("DELETE", TOTP).status_code == 200
    assert mail.outbox[-1].subject == "Your authenticator app was removed"
    assert not Authenticator.objects.exists()
    assert SecurityEvent.objects.filter(user=grace, kind="factor.removed").count() == 1


def _sign_in_with(web: Browser, user: User, code: str) -> int:
    assert web.sign_in(user.email, PASSWORD).status_code == 401
    return int(web.give_code(code).status_code)
