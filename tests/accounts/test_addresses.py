"""/api/v1/me/addresses/."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.addresses import MAX_ADDRESSES, keep_address
from accounts.models import Address, User
from tests.orders.test_races import at_once, client

Api = Callable[[User], APIClient]
URL = "/api/v1/me/addresses/"
HOME = {"label": "Home", "line1": "12 Mill Street", "city": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}
ROW: dict[str, Any] = {"line1": "12 Mill Street", "city": "Bristol", "postcode": "BS1 4DJ", "country": "GB"}


def defaults(user: User) -> list[str]:
    return list(Address.objects.filter(user=user, is_default=True).values_list("label", flat=True))


def test_an_address_is_kept_and_the_first_one_is_the_default(api: Api, customer: User) -> None:
    answer = api(customer).post(URL, HOME)
    assert answer.status_code == 201
    assert answer.json() | HOME == answer.json()
    assert answer.json()["is_default"] is True
    assert api(customer).get(URL).json()["results"] == [answer.json()]


def test_there_is_one_default_and_another_can_take_its_place(api: Api, customer: User) -> None:
    api(customer).post(URL, HOME)
    work = api(customer).post(URL, HOME | {"label": "Work"}).json()
    assert defaults(customer) == ["Home"]
    assert api(customer).patch(f"{URL}{work['id']}/", {"is_default": True}).status_code == 200
    assert defaults(customer) == ["Work"]


def test_with_the_default_gone_the_newest_takes_its_place(api: Api, customer: User) -> None:
    made = [api(customer).post(URL, HOME | {"label": label}).json()["id"] for label in ("Home", "Work", "Aunt")]
    assert api(customer).delete(f"{URL}{made[0]}/").status_code == 204
    assert defaults(customer) == ["Aunt"]


def test_some_fields_are_changed_and_the_others_stay(api: Api, customer: User) -> None:
    made = api(customer).post(URL, HOME).json()
    changed = api(customer).patch(f"{URL}{made['id']}/", {"line2": "Flat 2"}).json()
    assert changed == made | {"line2": "Flat 2"}


def test_another_country_asks_for_what_its_addresses_need(api: Api, customer: User) -> None:
    made = api(customer).post(URL, {"line1": "1 Nathan Road", "city": "Kowloon", "country": "HK"}).json()
    answer = api(customer).patch(f"{URL}{made['id']}/", {"country": "GB"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/postcode")
    assert Address.objects.get().country == "HK"


def test_another_persons_address_is_not_found(api: Api, customer: User, stranger: User) -> None:
    made = api(customer).post(URL, HOME).json()
    assert api(stranger).get(URL).json()["results"] == []
    assert api(stranger).patch(f"{URL}{made['id']}/", {"line1": "Mine"}).status_code == 404
    assert api(stranger).delete(f"{URL}{made['id']}/").status_code == 404
    assert Address.objects.get().line1 == HOME["line1"]


def test_nobody_keeps_more_than_twenty(api: Api, customer: User) -> None:
    for _ in range(MAX_ADDRESSES):
        keep_address(by=customer, **ROW)
    answer = api(customer).post(URL, HOME)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_addresses")


@pytest.mark.django_db(transaction=True)
def test_nor_by_many_calls_at_once_and_one_of_them_is_the_default(customer: User) -> None:
    for _ in range(MAX_ADDRESSES - 2):
        keep_address(by=customer, **ROW)
    answers = at_once(*[lambda: client(customer).post(URL, HOME | {"is_default": True})] * 6)
    assert sorted(answer.status_code for answer in answers) == [201, 201, 409, 409, 409, 409]
    assert len(defaults(customer)) == 1


def test_the_same_call_twice_keeps_one(api: Api, customer: User) -> None:
    answers = [api(customer).post(URL, HOME, headers={"Idempotency-Key": "k"}) for _ in range(2)]
    assert answers[0].json() == answers[1].json()
    assert Address.objects.count() == 1


def test_r28_the_list_costs_the_same_with_one_and_with_twenty(api: Api, customer: User) -> None:
    counts = []
    for number in (1, MAX_ADDRESSES - 1):
        for _ in range(number):
            keep_address(by=customer, **ROW)
        with CaptureQueriesContext(connection) as queries:
            api(customer).get(URL)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("constraint", "rows"),
    [
        ("address_one_default", [{"is_default": True}, {"is_default": True}]),
        ("address_says_where", [{"line1": ""}]),
        ("address_says_where", [{"city": ""}]),
        ("address_country_known", [{"country": "gb"}]),
    ],
)
def test_the_database_refuses(customer: User, constraint: str, rows: list[dict[str, Any]]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        for row in rows:
            Address.objects.create(user=customer, **ROW | row)
