"""/api/v1/me/email-change/: confirmed at both addresses, or not at all."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.test import Client, override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.email_change import emails_of
from accounts.models import EmailChange, SecurityEvent, SecurityEventKind, TokenFamily, User
from accounts.services import create_verified_user
from accounts.tokens import issue_tokens
from tests.accounts.conftest import Browser, html_of
from tests.factories import PASSWORD
from tests.servers import free_port
from tests.work import do_due_work

CHANGE = "/api/v1/me/email-change/"
CONFIRM = f"{CHANGE}confirm/"
NEW = "grace.new@example.com"


@pytest.fixture
def here(grace: User, web: Browser) -> Browser:
    web.sign_in(grace.email)
    return web


def _ask(web: Browser, email: str = NEW) -> Any:
    mail.outbox.clear()
    return web.fetch("POST", CHANGE, {"email": email})


def _code(to: str) -> str:
    body = next(str(message.body) for message in reversed(mail.outbox) if message.to == [to])
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", body, re.MULTILINE)
    assert found, body
    return found[1]


def _stop_path() -> str:
    found = re.search(r"(/email-change/stop/\w+)", str(mail.outbox[0].body))
    assert found
    return found[1]


def _confirm(web: Browser, which: str, code: str) -> Any:
    return web.fetch("POST", CONFIRM, {"which": which, "code": code})


@pytest.mark.parametrize("order", [("old", "new"), ("new", "old")])
def test_both_codes_change_it_and_one_does_not(
    grace: User, here: Browser, new_web: Callable[[], Browser], order: tuple[str, str]
) -> None:
    elsewhere = new_web()
    elsewhere.sign_in(grace.email)
    issue_tokens(grace)
    assert _ask(here).status_code == 201
    codes = {"old": _code("grace@example.com"), "new": _code(NEW)}

    half = _confirm(here, order[0], codes[order[0]]).json()
    assert (half[f"{order[0]}_confirmed"], half[f"{order[1]}_confirmed"], half["is_done"]) == (True, False, False)
    assert here.fetch("GET", CHANGE).json() == half
    grace.refresh_from_db()
    assert grace.email == "grace@example.com"
    assert elsewhere.is_signed_in()

    assert _confirm(here, order[1], codes[order[1]].lower().replace("-", "")).json()["is_done"]
    assert here.fetch("GET", "/api/v1/me/").json()["email"] == NEW
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [(NEW, True, True)]
    assert not elsewhere.is_signed_in()
    assert not TokenFamily.objects.filter(revoked_at=None).exists()
    assert here.fetch("GET", CHANGE).status_code == 404


def test_both_addresses_are_told_and_it_is_written_down(grace: User, here: Browser) -> None:
    _ask(here)
    _confirm(here, "old", _code("grace@example.com"))
    _confirm(here, "new", _code(NEW))
    mail.outbox.clear()
    do_due_work()
    told = [message for message in mail.outbox if message.subject == "Your e-mail was changed"]
    assert sorted(message.to for message in told) == sorted([["grace@example.com"], [NEW]])
    kinds = SecurityEvent.objects.filter(user=grace, kind__startswith="email").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [SecurityEventKind.EMAIL_CHANGE_ASKED, SecurityEventKind.EMAIL_CHANGED]


def test_one_signs_in_with_the_new_one_only(grace: User, here: Browser, new_web: Callable[[], Browser]) -> None:
    _ask(here, "Grace.New@Example.com")
    _confirm(here, "old", _code("grace@example.com"))
    _confirm(here, "new", _code(NEW))
    assert new_web().sign_in("grace@example.com").status_code == 400
    assert new_web().sign_in(NEW).status_code == 200


def test_the_code_of_one_address_is_none_for_the_other(here: Browser) -> None:
    _ask(here)
    answer = _confirm(here, "old", _code(NEW))
    assert (answer.status_code, answer.json()["code"], answer.json()["attempts_left"]) == (400, "code_wrong", 4)


def test_r16_five_wrong_codes_end_it(grace: User, here: Browser) -> None:
    _ask(here)
    left = [_confirm(here, "new", f"XXXX-XXX{n}").json()["attempts_left"] for n in range(5)]
    assert left == [4, 3, 2, 1, 0]
    assert _confirm(here, "new", _code(NEW)).json()["code"] == "no_email_change"


def test_it_lapses_after_an_hour(grace: User, here: Browser) -> None:
    _ask(here)
    codes = _code("grace@example.com"), _code(NEW)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert _confirm(here, "old", codes[0]).status_code == 404
        assert here.fetch("GET", CHANGE).status_code == 404


def test_it_can_be_called_off(grace: User, here: Browser) -> None:
    _ask(here)
    assert here.fetch("DELETE", CHANGE).status_code == 204
    assert _confirm(here, "old", _code("grace@example.com")).status_code == 404
    assert here.fetch("DELETE", CHANGE).status_code == 404


def test_asking_again_makes_the_first_codes_worthless(grace: User, here: Browser) -> None:
    _ask(here)
    first = _code("grace@example.com")
    assert _ask(here, "third@example.com").status_code == 201
    assert _confirm(here, "old", first).status_code == 400
    assert EmailChange.objects.filter(ended_at=None).count() == 1


def test_r18_it_needs_a_recent_sign_in(here: Browser) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = _ask(here)
    assert (answer.status_code, answer.json()["code"]) == (401, "reauthentication_required")
    assert not mail.outbox


@pytest.mark.parametrize("email", ["grace@example.com", "GRACE@example.com", "nonsense", "", "x" * 250 + "@example.com"])
def test_bad_input_is_named(here: Browser, email: str) -> None:
    answer = _ask(here, email)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/email")


@pytest.mark.parametrize("body", [{}, {"which": "both", "code": "x"}, {"which": "old"}, {"which": "old", "code": "x" * 21}])
def test_bad_codes_are_named(here: Browser, body: dict[str, str]) -> None:
    _ask(here)
    assert here.fetch("POST", CONFIRM, body).status_code == 400


@pytest.mark.parametrize(("method", "path"), [("get", CHANGE), ("post", CHANGE), ("delete", CHANGE), ("post", CONFIRM)])
def test_anonymous_callers_are_refused(anonymous: APIClient, db: None, method: str, path: str) -> None:
    assert getattr(anonymous, method)(path).status_code == 401


def test_r01_somebody_elses_change_is_not_found(here: Browser, new_web: Callable[[], Browser]) -> None:
    create_verified_user(email="mallory@example.com", password=PASSWORD)
    mallory = new_web()
    mallory.sign_in("mallory@example.com")
    _ask(here)
    assert mallory.fetch("GET", CHANGE).status_code == 404
    assert _confirm(mallory, "old", _code("grace@example.com")).status_code == 404
    assert mallory.fetch("DELETE", CHANGE).status_code == 404


def test_r15_a_taken_email_shows_only_in_its_own_mailbox(here: Browser) -> None:
    create_verified_user(email="taken@example.com")
    free, taken = _ask(here).json(), _ask(here, "taken@example.com").json()
    assert free.keys() == taken.keys()
    assert [message.subject for message in mail.outbox if message.to == ["taken@example.com"]] == ["You have an account already"]
    _confirm(here, "old", _code("grace@example.com"))
    assert _confirm(here, "new", "XXXX-XXXX").json()["code"] == "code_wrong"


def test_an_email_taken_meanwhile_is_a_clean_refusal(grace: User, here: Browser) -> None:
    _ask(here)
    _confirm(here, "old", _code("grace@example.com"))
    code = _code(NEW)
    create_verified_user(email=NEW)
    answer = _confirm(here, "new", code)
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    grace.refresh_from_db()
    assert grace.email == "grace@example.com"
    assert here.fetch("GET", CHANGE).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_take_one_email_at_once_are_told_apart(new_web: Callable[[], Browser]) -> None:
    browsers, codes = [], []
    for email in ("a@example.com", "b@example.com"):
        create_verified_user(email=email, password=PASSWORD)
        web = new_web()
        web.sign_in(email)
        _ask(web)
        _confirm(web, "old", _code(email))
        browsers.append(web)
        codes.append(_code(NEW))

    def finish(web: Browser, code: str) -> int:
        try:
            return int(_confirm(web, "new", code).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(finish, browsers, codes)) == [200, 409]
    assert User.objects.filter(email=NEW).count() == 1


def test_the_link_in_the_old_mailbox_stops_everything(grace: User, here: Browser, new_web: Callable[[], Browser]) -> None:
    issue_tokens(grace)
    _ask(here)
    path, mailbox = _stop_path(), Client(enforce_csrf_checks=True)
    assert path in html_of(mail.outbox[0])
    assert "Stop the change" in mailbox.get(path).content.decode()
    assert here.is_signed_in()  # looking does nothing
    code = _code("grace@example.com")

    assert "stays as it is" in mailbox.post(path).content.decode()
    assert not here.is_signed_in()
    assert not TokenFamily.objects.filter(revoked_at=None).exists()
    assert new_web().sign_in(grace.email).status_code == 400  # the password is void
    assert SecurityEvent.objects.filter(kind=SecurityEventKind.EMAIL_CHANGE_STOPPED, user=grace).count() == 1
    assert mailbox.post(path).status_code == 404  # once
    here.call("POST", "auth/code/request", {"email": grace.email})
    assert _confirm(here, "old", code).status_code in {401, 403}


@pytest.mark.parametrize("key", ["x", "y" * 43])
def test_a_forged_link_stops_nothing(grace: User, here: Browser, key: str) -> None:
    _ask(here)
    assert Client().post(f"/email-change/stop/{key}").status_code == 404
    assert here.fetch("GET", CHANGE).status_code == 200


def test_a_dead_mail_server_is_told(here: Browser) -> None:
    smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": free_port()}
    with override_settings(**smtp):
        answer = _ask(here)
    assert (answer.status_code, answer.json()["code"], answer["Retry-After"]) == (503, "mail_unavailable", "180")


def test_asking_is_limited(here: Browser) -> None:
    answers = [_ask(here, f"n{n}@example.com").status_code for n in range(11)]
    assert answers == [201] * 10 + [429]


def test_codes_are_kept_as_hashes(here: Browser) -> None:
    _ask(here)
    row = " ".join(str(value) for value in EmailChange.objects.values().get().values())
    assert _code(NEW) not in row
    assert _stop_path().rpartition("/")[2] not in row


def test_the_database_keeps_one_waiting(grace: User, here: Browser) -> None:
    _ask(here)
    with pytest.raises(IntegrityError, match="email_change_one_pending"), transaction.atomic():
        EmailChange.objects.create(user=grace, cancel_key_hash="x", expires_at=timezone.now())


@pytest.mark.parametrize("method", ["POST", "PATCH", "PUT", "DELETE"])
def test_allauths_own_way_is_closed(here: Browser, method: str) -> None:
    answer = here.call(method, "account/email", {"email": NEW})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_here")
    assert EmailAddress.objects.count() == 1


def test_an_address_that_was_anothers_since_is_not_theirs(grace: User, customer: User) -> None:
    def changed(user: User, old: str, new: str) -> None:
        now = timezone.now()
        EmailChange.objects.create(
            user=user, old_email=old, new_email=new, old_code_hash="x", cancel_key_hash=f"{old}{new}", expires_at=now,
            old_confirmed_at=now, new_confirmed_at=now, ended_at=now,
        )  # fmt: skip

    changed(grace, "first@example.com", grace.email)
    assert emails_of(grace) == {"first@example.com", grace.email}
    changed(customer, "first@example.com", customer.email)
    assert emails_of(grace) == {grace.email}
