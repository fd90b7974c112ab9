"""GET and POST /api/v1/vendors/{slug}/api-keys/."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from accounts.tokens import issue_tokens
from common.models import IdempotentAnswer
from events.models import Event
from tests.factories import MembershipFactory, VendorFactory
from tests.vendors.conftest import Recent, WithKey
from vendors.api_keys import PATTERN, hash_of, new_key, read_key
from vendors.models import ApiKey, MembershipRole, Vendor
from vendors.permissions import Permission
from vendors.scopes import KEY_SCOPES
from vendors.services import MadeKey, TooManyKeys, create_api_key

PATH = "/api/v1/vendors/crumb-and-co/api-keys/"
BODY: dict[str, Any] = {"name": "Till in the shop", "scopes": ["orders.advance"]}


def test_an_owner_makes_a_key_and_sees_it_once(vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    answer = client.post(PATH, BODY)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert answer["Cache-Control"] == "no-store"
    assert PATTERN.fullmatch(made["key"])
    assert (made["prefix"], made["scopes"]) == (made["key"][8:18], ["orders.advance", "orders.view"])
    listed = client.get(PATH)
    assert made["key"][18:] not in listed.content.decode()
    assert [row["name"] for row in listed.json()["results"]] == ["Till in the shop"]
    assert listed.json()["results"][0].keys() == made.keys() - {"key"}


def test_of_the_secret_only_a_hash_is_kept(vendor_owner: User, recent: Recent) -> None:
    text = recent(vendor_owner).post(PATH, BODY).json()["key"]
    parts = read_key(text)
    assert parts
    row = ApiKey.objects.values().get()
    assert row["secret_hash"] == hash_of(parts.secret)
    kept = [row, *Event.objects.values("payload"), *SecurityEvent.objects.values("data")]
    assert parts.secret not in json.dumps(kept, default=str)


def test_it_is_on_record_and_the_owners_are_to_be_told(vendor_owner: User, recent: Recent) -> None:
    recent(vendor_owner).post(PATH, BODY)
    key = ApiKey.objects.get()
    event = SecurityEvent.objects.get(kind="key.created")
    assert (event.user, event.network) == (vendor_owner, "127.0.0.0/24")
    assert event.data == {"vendor": "crumb-and-co", "api_key": key.prefix, "scopes": key.scopes}
    assert Event.objects.get(type="vendor.api_key_created").payload["key"] == key.pk


def test_a_replay_makes_one_key_and_keeps_no_secret(vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    first, second = (client.post(PATH, BODY, headers={"Idempotency-Key": "once"}) for _ in range(2))
    assert ApiKey.objects.count() == 1
    assert second["Idempotency-Replayed"] == "true"
    assert second.json() == {**first.json(), "key": None}
    assert first.json()["key"].rpartition("_")[2] not in bytes(IdempotentAnswer.objects.get().body).decode()


@pytest.mark.parametrize("role", [MembershipRole.MANAGER, MembershipRole.STAFF])
def test_only_owners_make_keys(vendor: Vendor, recent: Recent, role: MembershipRole) -> None:
    user = MembershipFactory.create(vendor=vendor, role=role).user
    answer = recent(user).post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_managers_see_keys_and_staff_do_not(
    manager: User, vendor_staff: User, key: MadeKey, api: Callable[[User], APIClient]
) -> None:
    rows = api(manager).get(PATH).json()["results"]
    assert [(row["prefix"], row["is_own"]) for row in rows] == [(key.key.prefix, False)]
    assert api(vendor_staff).get(PATH).status_code == 403


def test_strangers_and_anonymous_callers_find_nothing(
    vendor: Vendor, stranger: User, recent: Recent, anonymous: APIClient
) -> None:
    for method in ("get", "post"):
        assert getattr(recent(stranger), method)(PATH).status_code == 404
        assert getattr(anonymous, method)(PATH).status_code == 401


def test_a_sign_in_of_six_minutes_ago_is_asked_again(vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        answer = client.post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (401, "reauthentication_required")
    assert not ApiKey.objects.exists()


def test_neither_a_key_nor_a_limited_token_gets_here(vendor_owner: User, key: MadeKey, with_key: WithKey) -> None:
    limited = issue_tokens(vendor_owner, scopes=["members.change", "orders.view"]).access
    for client in (with_key(key.text), with_key(limited)):
        for answer in (client.get(PATH), client.post(PATH, BODY), client.delete(f"{PATH}{key.key.pk}/")):
            assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "x" * 81}, "/name"),
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["members.change"]}, "/scopes/0"),
        ({"scopes": ["keys.change"]}, "/scopes/0"),
        ({"scopes": ["*"]}, "/scopes/0"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "soon"}, "/expires_at"),
    ],
)
def test_bad_input_is_named(vendor_owner: User, recent: Recent, change: dict[str, Any], pointer: str) -> None:
    answer = recent(vendor_owner).post(PATH, {**BODY, **change})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not ApiKey.objects.exists()


def test_no_key_gets_at_people_money_keys_or_who_the_business_is() -> None:
    assert set(KEY_SCOPES) < set(Permission)
    assert not [scope for scope in KEY_SCOPES if scope.split(".")[0] in {"members", "keys", "money", "payouts"}]
    assert Permission.CHECKS_SUBMIT not in KEY_SCOPES


def test_the_twenty_first_living_key_is_refused(vendor: Vendor, vendor_owner: User, recent: Recent) -> None:
    _fill(vendor, vendor_owner, 20)
    client = recent(vendor_owner)
    answer = client.post(PATH, BODY)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_keys")
    ApiKey.objects.filter(prefix="k000000000").update(revoked_at=timezone.now())
    assert client.post(PATH, BODY).status_code == 201
    ApiKey.objects.filter(prefix="k000000001").update(expires_at=timezone.now())
    assert client.post(PATH, BODY).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_the_twentieth() -> None:
    vendor = VendorFactory.create(slug="race")
    owner = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    _fill(vendor, owner, 19)

    def make(_: int) -> bool:
        try:
            return bool(create_api_key(vendor, by=owner, name="x", scopes=["orders.view"]))
        except TooManyKeys:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == [False, False, False, True]


def test_the_list_costs_the_same_with_twenty_keys(
    vendor: Vendor, vendor_owner: User, api: Callable[[User], APIClient], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    _fill(vendor, vendor_owner, 20)
    with django_assert_max_num_queries(5):
        page = api(vendor_owner).get(PATH, {"page_size": 10}).json()
    assert len(page["results"]) == 10
    assert page["next"]


@pytest.mark.parametrize("bad", [{"scopes": []}, {"previous_hash": "x"}, {"previous_until": timezone.now()}])
def test_the_database_refuses_half_a_key(key: MadeKey, bad: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.update(**bad)


def test_nobody_revokes_a_key_without_a_time(key: MadeKey, vendor_owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiKey.objects.update(revoked_by=vendor_owner)


def test_a_prefix_is_there_once(key: MadeKey, vendor: Vendor, vendor_owner: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _fill(vendor, vendor_owner, 1, prefix=key.key.prefix)


def test_keys_are_random_and_read_back() -> None:
    keys = [new_key() for _ in range(200)]
    assert len({each.prefix for each in keys} | {each.secret for each in keys}) == 400
    assert all(read_key(each.full) == each for each in keys)


@pytest.mark.parametrize("at", [0, 8, 17, 18, 19, 40, 50, 56])
def test_a_typo_is_told_without_the_database(at: int) -> None:
    text = new_key().full  # no database in this test: reading it would fail
    other = "A" if text[at] != "A" else "B"
    assert read_key(text[:at] + other + text[at + 1 :]) is None
    assert read_key(text[:-1]) is None


def _fill(vendor: Vendor, owner: User, count: int, prefix: str = "") -> None:
    ApiKey.objects.bulk_create(
        ApiKey(
            vendor=vendor, name="k", prefix=prefix or f"k{n:09}", secret_hash="0" * 64, scopes=["orders.view"], created_by=owner
        )
        for n in range(count)
    )
