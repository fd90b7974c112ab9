"""GET /api/v1/me/security-events/, and the staff's view of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, User
from accounts.security import record_security_event
from tests.desks import desk_of
from tests.stories import placed_order
from vendors.models import Item

EVENTS = "/api/v1/me/security-events/"
Api = Callable[[User], APIClient]


def _record(user: User, count: int = 1, by: User | None = None) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.7", headers={"User-Agent": "stocktake/2"})
    for _ in range(count):
        record_security_event(SecurityEventKind.SIGN_IN_FAILED, user=user, request=request, by=by, attempts=10)


def test_an_event_is_told_in_words(api: Api, customer: User) -> None:
    _record(customer)
    (event,) = api(customer).get(EVENTS).json()["results"]
    assert (event["kind"], event["words"], event["device"]) == ("sign_in.failed", "Sign-in failed", "stocktake")
    assert (event["network"], event["place"], event["by"], event["attempts"]) == ("203.0.113.0/24", "", "", 10)


def test_nobody_else_is_named(api: Api, customer: User, moderator: User, stranger: User) -> None:
    _record(customer, by=moderator)
    _record(customer, by=stranger)
    answer = api(customer).get(EVENTS)
    assert [event["by"] for event in answer.json()["results"]] == ["Somebody of your team", "TrustTrack staff"]
    assert moderator.email not in answer.content.decode()


def test_r01_only_ones_own_are_shown(api: Api, customer: User, stranger: User) -> None:
    _record(stranger)
    assert api(customer).get(EVENTS).json()["results"] == []


def test_anonymous_callers_are_refused(anonymous: APIClient, db: None) -> None:
    assert anonymous.get(EVENTS).status_code == 401


def test_r28_pages_go_from_the_newest_back(
    api: Api, customer: User, moderator: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _record(customer, 25, by=moderator)
    with django_assert_num_queries(1):
        first = api(customer).get(EVENTS).json()
    second = api(customer).get(first["next"]).json()
    ids = [event["id"] for event in first["results"] + second["results"]]
    assert ids == sorted(ids, reverse=True)
    assert len(set(ids)) == 25
    assert second["next"] is None


def test_a_damaged_cursor_is_bad_input(api: Api, customer: User) -> None:
    assert api(customer).get(f"{EVENTS}?cursor=x").status_code == 400


@pytest.fixture
def desk(moderator: User) -> Client:
    return desk_of(moderator)


def _seen(user: User) -> list[SecurityEvent]:
    return list(SecurityEvent.objects.filter(user=user, kind=SecurityEventKind.VIEWED_BY_STAFF))


def test_looking_at_a_person_is_recorded_once_an_hour(desk: Client, customer: User, moderator: User) -> None:
    page = f"/admin/accounts/user/{customer.pk}/change/"
    desk.get(page)
    desk.get(page)
    assert [event.by for event in _seen(customer)] == [moderator]
    with time_machine.travel(timezone.now() - timedelta(minutes=1) + timedelta(hours=1, minutes=2)):
        desk_of(moderator).get(page)
    assert len(_seen(customer)) == 2


def test_each_of_the_staff_is_recorded_and_oneself_is_not(desk: Client, customer: User, moderator: User) -> None:
    other = User.objects.create_superuser("boss@example.com", None)
    for client in (desk, desk_of(other)):
        client.get(f"/admin/accounts/user/{customer.pk}/change/")
    desk.get(f"/admin/accounts/user/{moderator.pk}/change/")
    assert {event.by for event in _seen(customer)} == {moderator, other}
    assert _seen(moderator) == []


@pytest.mark.parametrize("term", ["ada@example.com", "203.0.113.0/24", "sign_in.failed"])
def test_staff_search_by_person_network_and_kind(desk: Client, customer: User, stranger: User, term: str) -> None:
    _record(customer)
    record_security_event(SecurityEventKind.SIGNED_IN, user=stranger)
    page = desk.get("/admin/accounts/securityevent/", {"q": term}).content.decode()
    assert customer.email in page
    assert stranger.email not in page


def test_staff_change_nothing(desk: Client, customer: User) -> None:
    _record(customer)
    page = f"/admin/accounts/securityevent/{SecurityEvent.objects.get().pk}/"
    assert desk.get(f"{page}change/").status_code == 200
    assert desk.post(f"{page}change/", {"kind": "x"}).status_code == 403
    assert desk.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert desk.get("/admin/accounts/securityevent/add/").status_code == 403


def test_where_somebody_else_did_it_from_is_theirs(api: Api, customer: User, moderator: User) -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", headers={"User-Agent": agent})
    for by in (None, moderator):
        record_security_event(SecurityEventKind.SESSIONS_ENDED, user=customer, by=by, request=request)
    of_staff, own = api(customer).get(EVENTS).json()["results"][:2]
    assert (own["network"], own["device"], own["by"]) == ("203.0.113.0/24", "Firefox on Windows", "")
    assert (of_staff["network"], of_staff["device"], of_staff["by"]) == ("", "", "TrustTrack staff")


def test_looking_at_somebodys_order_is_recorded_too(desk: Client, customer: User, item: Item) -> None:
    order = placed_order(customer, item)
    assert desk.get(f"/admin/orders/order/{order.pk}/change/").status_code == 200
    assert len(_seen(customer)) == 1
