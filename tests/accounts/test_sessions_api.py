"""GET and DELETE /api/v1/me/sessions/, and one of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, TokenFamily, User
from accounts.services import create_verified_user
from accounts.sessions import Current, sign_ins_of
from accounts.tokens import issue_tokens
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD

SESSIONS = "/api/v1/me/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def _listed(web: Browser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = web.fetch("GET", SESSIONS).json()["results"]
    return found


def _kinds(user: User) -> list[str]:
    return list(SecurityEvent.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_sign_ins_are_listed_in_words_with_their_network(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here = new_web(), new_web()
    elsewhere.sign_in(grace.email)
    here.call("POST", "auth/login", {"email": grace.email, "password": PASSWORD}, **{"User-Agent": FIREFOX})
    issue_tokens(grace, user_agent="stocktake/2.1")
    first, *others = _listed(here)
    assert (first["kind"], first["device"], first["network"], first["is_current"]) == (
        "browser",
        "Firefox on Windows",
        "127.0.0.0/24",
        True,
    )
    assert {(each["kind"], each["is_current"]) for each in others} == {("browser", False), ("api_client", False)}
    assert {each["device"] for each in others} >= {"stocktake"}


def test_only_the_network_reaches_the_table(grace: User, web: Browser) -> None:
    web.client.defaults["REMOTE_ADDR"] = "203.0.113.77"
    web.sign_in(grace.email)
    assert UserSession.objects.get().ip == "203.0.113.0"


def test_anonymous_callers_see_and_end_nothing(anonymous: APIClient, db: None) -> None:
    assert anonymous.get(SESSIONS).status_code == 401
    assert anonymous.delete(SESSIONS).status_code == 401
    assert anonymous.delete(f"{SESSIONS}browser-1/").status_code == 401


def test_r20_one_is_ended_and_its_next_call_is_anonymous(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here = new_web(), new_web()
    elsewhere.sign_in(grace.email)
    here.sign_in(grace.email)
    other = next(each["id"] for each in _listed(here) if not each["is_current"])
    assert here.fetch("DELETE", f"{SESSIONS}{other}/").status_code == 204
    assert not elsewhere.is_signed_in()
    assert here.is_signed_in()
    assert _kinds(grace)[-1] == SecurityEventKind.SIGNED_OUT
    assert here.fetch("DELETE", f"{SESSIONS}{other}/").status_code == 404


def test_ending_the_current_one_signs_out(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    assert web.fetch("DELETE", f"{SESSIONS}{_listed(web)[0]['id']}/").status_code == 204
    assert not web.is_signed_in()
    assert not UserSession.objects.exists()


def test_r20_an_api_client_is_ended(grace: User, web: Browser, anonymous: APIClient) -> None:
    web.sign_in(grace.email)
    token = issue_tokens(grace).access
    family = next(each["id"] for each in _listed(web) if each["kind"] == "api_client")
    assert web.fetch("DELETE", f"{SESSIONS}{family}/").status_code == 204
    assert anonymous.get("/api/v1/me/", headers={"Authorization": f"Bearer {token}"}).status_code == 401


def test_r20_all_others_are_ended(grace: User, new_web: Callable[[], Browser]) -> None:
    elsewhere, here = new_web(), new_web()
    elsewhere.sign_in(grace.email)
    here.sign_in(grace.email)
    issue_tokens(grace)
    assert here.fetch("DELETE", SESSIONS).json() == {"ended": 2}
    assert (elsewhere.is_signed_in(), here.is_signed_in()) == (False, True)
    assert not TokenFamily.objects.filter(revoked_at=None).exists()
    assert _kinds(grace)[-1] == SecurityEventKind.SESSIONS_ENDED
    assert here.fetch("DELETE", SESSIONS).json() == {"ended": 0}


def test_an_api_client_that_ends_the_others_stays(grace: User, web: Browser, anonymous: APIClient) -> None:
    web.sign_in(grace.email)
    bearer = {"Authorization": f"Bearer {issue_tokens(grace).access}"}
    assert anonymous.delete(SESSIONS, headers=bearer).json() == {"ended": 1}
    assert anonymous.get(SESSIONS, headers=bearer).json()["results"][0]["is_current"]
    assert not web.is_signed_in()


@pytest.mark.parametrize("forged", ["browser-x", "browser-99999999999999999999", "api_client-1", "x", "browser-²"])
def test_what_is_no_id_is_not_found(grace: User, web: Browser, forged: str) -> None:
    web.sign_in(grace.email)
    assert web.fetch("DELETE", f"{SESSIONS}{forged}/").status_code == 404


def test_r01_somebody_elses_is_not_found_and_lives_on(grace: User, new_web: Callable[[], Browser]) -> None:
    mallory, here = create_verified_user(email="mallory@example.com", password=PASSWORD), new_web()
    other = new_web()
    other.sign_in(mallory.email)
    here.sign_in(grace.email)
    family = issue_tokens(mallory)
    for sign_in in sign_ins_of(mallory, current=Current()):
        assert here.fetch("DELETE", f"{SESSIONS}{sign_in.id}/").status_code == 404
    assert other.is_signed_in()
    assert family.access
    assert TokenFamily.objects.get().revoked_at is None


def test_r28_more_sign_ins_cost_no_more_queries(
    grace: User, new_web: Callable[[], Browser], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        web = new_web()
        web.sign_in(grace.email)
        issue_tokens(grace)
        cache.clear()
    with django_assert_num_queries(2):
        assert len(sign_ins_of(grace, current=Current())) == 10


def test_last_seen_costs_one_write_a_minute(grace: User, web: Browser, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    web.sign_in(grace.email)
    web.fetch("GET", SESSIONS)
    with django_assert_num_queries(4):  # session, user, sessions, families
        web.fetch("GET", SESSIONS)
    cache.clear()  # a minute later
    with django_assert_num_queries(5):
        web.fetch("GET", SESSIONS)


def test_last_seen_moves(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    later = timezone.now() + timedelta(hours=2)
    cache.clear()
    with time_machine.travel(later, tick=False):
        web.is_signed_in()
    assert UserSession.objects.get().last_seen_at == later


def test_a_session_from_before_the_list_is_put_on_it(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    UserSession.objects.all().delete()
    cache.clear()
    web.is_signed_in()
    assert [each["is_current"] for each in _listed(web)] == [True]


def test_allauths_own_list_is_closed(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    answer = web.call("DELETE", "auth/sessions", {"sessions": [UserSession.objects.get().pk]})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_here")
