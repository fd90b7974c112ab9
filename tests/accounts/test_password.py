"""Changing and resetting the password, and what ends with it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail

from accounts.errors import TokenInvalid
from accounts.models import User
from accounts.tokens import issue_tokens, rotate
from tests.accounts.conftest import Browser, html_of
from tests.factories import PASSWORD

NEXT = "another horse battery"


def request_reset(web: Browser, email: str) -> str:
    assert web.call("POST", "auth/password/request", {"email": email}).status_code == 200
    found = re.search(r"/reset-password/(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def test_reset_by_mail(grace: User, web: Browser) -> None:
    key = request_reset(web, grace.email)
    assert web.call("POST", "auth/password/reset", {"key": key, "password": NEXT}).status_code == 401  # set; not signed in
    assert web.sign_in(grace.email).status_code == 400
    assert web.sign_in(grace.email, NEXT).status_code == 200


def test_the_link_leads_to_the_web_app(grace: User, web: Browser) -> None:
    request_reset(web, grace.email)
    assert re.search(r"http://localhost:8000/reset-password/\S+", str(mail.outbox[-1].body))
    assert "/reset-password/" in html_of(mail.outbox[-1])


def test_a_link_works_once(grace: User, web: Browser) -> None:
    key = request_reset(web, grace.email)
    web.call("POST", "auth/password/reset", {"key": key, "password": NEXT})
    assert web.call("POST", "auth/password/reset", {"key": key, "password": "third horse battery"}).status_code == 400


@pytest.mark.parametrize("key", ["x", "1-abc", "zzz-c8ugfd-aa", "\ud800", "é-é"])
def test_a_forged_link_sets_nothing(grace: User, web: Browser, key: str) -> None:
    assert web.call("POST", "auth/password/reset", {"key": key, "password": NEXT}).status_code == 400


def test_a_weak_password_is_refused(grace: User, web: Browser) -> None:
    key = request_reset(web, grace.email)
    assert web.call("POST", "auth/password/reset", {"key": key, "password": "short"}).status_code == 400


def test_r15_a_reset_answers_alike_for_known_and_unknown(grace: User, web: Browser) -> None:
    known, unknown = (web.call("POST", "auth/password/request", {"email": e}) for e in (grace.email, "nobody@example.com"))
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert [message.subject for message in mail.outbox] == ["Choose a new password", "No account with this e-mail"]


def test_r13_a_reset_ends_tokens_and_sessions(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here, tokens = new_web(), new_web(), issue_tokens(grace)
    elsewhere.sign_in(grace.email)
    here.call("POST", "auth/password/reset", {"key": request_reset(here, grace.email), "password": NEXT})
    assert not elsewhere.is_signed_in()
    with pytest.raises(TokenInvalid):
        rotate(tokens.refresh)


def test_r13_a_change_ends_tokens_and_other_sessions_and_keeps_this_one(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here, tokens = new_web(), new_web(), issue_tokens(grace)
    elsewhere.sign_in(grace.email)
    here.sign_in(grace.email)
    answer = here.call("POST", "account/password/change", {"current_password": PASSWORD, "new_password": NEXT})
    assert answer.status_code == 200
    assert here.is_signed_in()
    assert not elsewhere.is_signed_in()
    with pytest.raises(TokenInvalid):
        rotate(tokens.refresh)
    assert mail.outbox[-1].subject == "Your password was changed"


def test_a_change_needs_the_current_password(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    body = {"current_password": "wrong", "new_password": NEXT}
    assert web.call("POST", "account/password/change", body).status_code == 400


def test_an_anonymous_change_is_refused(web: Browser) -> None:
    assert web.call("POST", "account/password/change", {"new_password": NEXT}).status_code == 401
