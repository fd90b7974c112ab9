"""Recovery codes: ten, shown once, kept as hashes, each used once."""

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from accounts.models import SecurityEvent, User
from accounts.recovery_codes import ALPHABET
from tests.accounts.conftest import Browser
from tests.threads import at_once
from tests.work import do_due_work

CODES = "account/authenticators/recovery-codes"
Fresh = Callable[[], Browser]


@pytest.fixture
def enrolled(web: Browser, grace: User) -> Browser:
    """Grace's browser, right after she set an app up."""
    web.sign_in(grace.email)
    web.enrol_totp()
    return web


def _made(web: Browser) -> list[str]:
    codes: list[str] = web.call("POST", CODES).json()["data"]["unused_codes"]
    return codes


def test_a_first_set_comes_with_the_app_and_is_shown_once(enrolled: Browser) -> None:
    first = enrolled.call("GET", CODES).json()["data"]
    assert (first["total_code_count"], first["unused_code_count"], len(set(first["unused_codes"]))) == (10, 10, 10)
    again = enrolled.call("GET", CODES).json()["data"]
    assert again["unused_code_count"] == 10
    assert "unused_codes" not in again


def test_a_code_has_sixty_bits_and_no_mistakable_letters(enrolled: Browser) -> None:
    for code in _made(enrolled):
        plain = code.replace("-", "")
        assert len(plain) == 12
        assert set(plain) <= set(ALPHABET)
    assert len(ALPHABET) == 32


def test_the_database_holds_hashes_only(enrolled: Browser) -> None:
    codes = _made(enrolled)
    kept = str(Authenticator.objects.get(type="recovery_codes").data)
    assert kept.count("pbkdf2_sha256$100000$") == 10
    assert not any(code in kept or code.replace("-", "") in kept for code in codes)
    assert len({one["hash"].split("$")[2] for one in Authenticator.objects.get(type="recovery_codes").data["codes"]}) == 10


def test_r17_it_stands_in_for_the_app_once(enrolled: Browser, new_web: Fresh, grace: User) -> None:
    code, *_ = _made(enrolled)
    first, second = new_web(), new_web()
    first.sign_in(grace.email)
    second.sign_in(grace.email)
    assert first.give_code(code.upper().replace("-", " ")).status_code == 200
    assert first.is_signed_in()
    assert second.give_code(code).status_code == 400
    left = enrolled.call("GET", CODES).json()["data"]
    assert (left["total_code_count"], left["unused_code_count"]) == (10, 9)


def test_its_use_is_written_down_and_mailed(enrolled: Browser, new_web: Fresh, grace: User) -> None:
    code, *_ = _made(enrolled)
    web = new_web()
    web.sign_in(grace.email)
    web.give_code(code)
    assert SecurityEvent.objects.get(kind="factor.recovery_code_used").user == grace
    do_due_work()
    assert mail.outbox[-1].subject == "A recovery code was used"
    assert "/account/security" in str(mail.outbox[-1].body)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_wins(web: Browser, new_web: Fresh, grace: User) -> None:
    web.sign_in(grace.email)
    web.enrol_totp()
    code, *_ = _made(web)
    webs = [new_web() for _ in range(5)]
    for each in webs:
        each.sign_in(grace.email)
    statuses = at_once(*(lambda each=each: each.give_code(code).status_code for each in webs))
    assert sorted(statuses) == [200, 400, 400, 400, 400]


@pytest.mark.django_db(transaction=True)
def test_a_set_that_is_shown_to_two_at_once_is_one_set(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    web.enrol_totp()
    answers = at_once(*(lambda: web.call("GET", CODES).json()["data"]["unused_codes"] for _ in range(2)))
    in_clear = [codes for codes in answers if "•" not in codes[0]]
    assert len(in_clear) == 1


@pytest.mark.django_db(transaction=True)
def test_new_ones_replace_the_old(enrolled: Browser, new_web: Fresh, grace: User) -> None:
    old, new = _made(enrolled), _made(enrolled)
    assert not set(old) & set(new)
    web = new_web()
    web.sign_in(grace.email)
    assert web.give_code(old[0]).status_code == 400
    assert web.give_code(new[0]).status_code == 200
    assert mail.outbox[-1].subject == "New recovery codes were made"
    assert SecurityEvent.objects.filter(kind="factor.recovery_codes_made").count() == 2


def test_making_them_needs_a_factor_and_a_fresh_proof(web: Browser, grace: User) -> None:
    web.sign_in(grace.email)
    assert web.call("POST", CODES).status_code == 400
    web.enrol_totp()
    session = web.client.session
    session["account_authentication_methods"] = []
    session.save()
    assert web.call("POST", CODES).status_code == 401
    assert web.call("GET", CODES).status_code == 401


def test_they_go_with_the_last_factor(enrolled: Browser) -> None:
    _made(enrolled)
    enrolled.call("DELETE", "account/authenticators/totp")
    assert not Authenticator.objects.exists()


def test_another_ones_code_is_worth_nothing(enrolled: Browser, new_web: Fresh) -> None:
    from accounts.services import create_verified_user
    from tests.factories import PASSWORD, give_second_factor

    code, *_ = _made(enrolled)
    other = give_second_factor(create_verified_user(email="mary@example.com", password=PASSWORD))
    web = new_web()
    web.sign_in(other.email)
    assert web.give_code(code).status_code == 400
