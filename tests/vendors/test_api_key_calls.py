"""vendors.authentication: what a key opens, and when it stops."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
import structlog
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.authentication import user_of_bearer
from accounts.models import User
from orders.models import Order, OrderStatusHistory
from tests.factories import ItemFactory, MembershipFactory
from tests.stories import placed_order
from tests.vendors.conftest import Recent, WithKey
from vendors.api_keys import new_key
from vendors.models import ApiKey, Item, Membership, MembershipRole, Vendor
from vendors.permissions import Permission, has_permission, is_member
from vendors.services import MadeKey, create_api_key, revoke_api_key

ORDERS = "/api/v1/orders/"


@pytest.fixture
def order(customer: User, item: Item) -> Order:
    return placed_order(customer, item)


def test_a_key_moves_an_order_as_its_creator(key: MadeKey, order: Order, vendor_owner: User, with_key: WithKey) -> None:
    answer = with_key(key.text).patch(f"{ORDERS}{order.uid}/status/", {"status": "accepted"})
    assert answer.status_code == 200, answer.content
    assert OrderStatusHistory.objects.get(order=order, sequence=1).actor == vendor_owner


def test_a_key_sees_the_orders_of_its_vendor_alone(
    key: MadeKey, order: Order, vendor_owner: User, other_vendor: Vendor, customer: User, with_key: WithKey
) -> None:
    MembershipFactory.create(vendor=other_vendor, user=vendor_owner, role=MembershipRole.OWNER)
    elsewhere = ItemFactory.create(vendor=other_vendor)
    theirs, own = placed_order(customer, elsewhere), placed_order(vendor_owner, elsewhere)
    client = with_key(key.text)
    assert [row["uid"] for row in client.get(ORDERS).json()["results"]] == [order.uid]
    assert [row["uid"] for row in client.get(ORDERS, {"role": "customer"}).json()["results"]] == []
    for other in (theirs, own):
        assert client.get(f"{ORDERS}{other.uid}/").status_code == 404
        assert client.patch(f"{ORDERS}{other.uid}/status/", {"status": "accepted"}).status_code == 404


def test_a_key_stays_within_its_scopes(key: MadeKey, item: Item, vendor: Vendor, with_key: WithKey) -> None:
    client = with_key(key.text)
    item_path = f"/api/v1/vendors/{vendor.slug}/items/{item.pk}/"
    for answer in (
        client.patch(item_path, {"stock": 1}),
        client.patch(f"/api/v1/vendors/{vendor.slug}/", {"tagline": "x"}),
        client.get(f"/api/v1/vendors/{vendor.slug}/members/"),
        client.get("/api/v1/me/"),
        client.post(ORDERS, {}),
        client.post("/api/v1/vendors/", {}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    assert client.get(item_path).json()["stock"] is None


def test_a_scope_that_reaches_the_view_does_not_reach_further(
    vendor: Vendor, vendor_owner: User, item: Item, with_key: WithKey
) -> None:
    counter = with_key(create_api_key(vendor, by=vendor_owner, name="Scales", scopes=["items.availability"]).text)
    path = f"/api/v1/vendors/{vendor.slug}/items/{item.pk}/"
    assert counter.patch(path, {"stock": 3}).json()["stock"] == 3
    assert counter.patch(path, {"price": "0.01"}).status_code == 403


def test_a_key_is_a_stranger_in_its_creators_other_vendors(
    vendor_owner: User, other_vendor: Vendor, vendor: Vendor, with_key: WithKey
) -> None:
    MembershipFactory.create(vendor=other_vendor, user=vendor_owner, role=MembershipRole.OWNER)
    client = with_key(create_api_key(vendor, by=vendor_owner, name="All", scopes=["profile.change", "checks.view"]).text)
    assert client.patch(f"/api/v1/vendors/{other_vendor.slug}/", {"tagline": "x"}).status_code == 403
    assert client.get(f"/api/v1/vendors/{other_vendor.slug}/checks/").status_code == 404
    assert client.get(f"/api/v1/vendors/{vendor.slug}/checks/").status_code == 200


def test_the_one_question_knows_the_key(key: MadeKey, vendor: Vendor, other_vendor: Vendor, vendor_owner: User) -> None:
    MembershipFactory.create(vendor=other_vendor, user=vendor_owner, role=MembershipRole.OWNER)
    caller = user_of_bearer(key.text)
    assert caller == vendor_owner
    assert has_permission(caller, vendor, Permission.ORDERS_VIEW)
    assert not has_permission(caller, vendor, Permission.MEMBERS_CHANGE)
    assert not has_permission(caller, other_vendor, Permission.ORDERS_VIEW)
    assert is_member(caller, vendor)
    assert not is_member(caller, other_vendor)
    assert has_permission(vendor_owner, other_vendor, Permission.MEMBERS_CHANGE)


def _left(key: ApiKey) -> None:
    Membership.objects.filter(vendor=key.vendor, user=key.created_by).delete()


def _closed(key: ApiKey) -> None:
    User.objects.filter(pk=key.created_by_id).update(is_active=False)


def _revoked(key: ApiKey) -> None:
    revoke_api_key(key, by=key.created_by)


def _expired(key: ApiKey) -> None:
    ApiKey.objects.update(expires_at=timezone.now())


@pytest.mark.parametrize("end", [_left, _closed, _revoked, _expired])
def test_a_key_stops_at_once(key: MadeKey, with_key: WithKey, end: Callable[[ApiKey], None]) -> None:
    client = with_key(key.text)
    assert client.get(ORDERS).status_code == 200
    end(key.key)
    answer = client.get(ORDERS)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_invalid")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert user_of_bearer(key.text) is None


def test_who_left_and_came_back_finds_the_old_key_stopped(
    key: MadeKey, vendor: Vendor, vendor_owner: User, with_key: WithKey, recent: Recent
) -> None:
    _left(key.key)
    MembershipFactory.create(vendor=vendor, user=vendor_owner, role=MembershipRole.OWNER)
    Membership.objects.filter(user=vendor_owner).update(created_at=timezone.now() + timedelta(seconds=1))
    assert with_key(key.text).get(ORDERS).status_code == 401
    client, path = recent(vendor_owner), f"/api/v1/vendors/{vendor.slug}/api-keys/"
    assert [row["is_orphaned"] for row in client.get(path).json()["results"]] == [True]
    assert client.post(f"{path}{key.key.pk}/rotate/", {}).json()["code"] == "key_ended"
    assert client.delete(f"{path}{key.key.pk}/").status_code == 204


def test_a_creator_who_loses_a_right_takes_it_from_the_key(vendor: Vendor, vendor_owner: User, with_key: WithKey) -> None:
    client = with_key(create_api_key(vendor, by=vendor_owner, name="Both", scopes=["orders.view", "profile.change"]).text)
    Membership.objects.filter(user=vendor_owner).update(role=MembershipRole.STAFF)
    assert client.get(ORDERS).status_code == 200
    assert client.patch(f"/api/v1/vendors/{vendor.slug}/", {"tagline": "x"}).status_code == 403


@pytest.mark.parametrize("scheme", ["Bearer", "bearer"])
def test_one_query_tells_who_it_is(
    key: MadeKey, vendor: Vendor, anonymous: APIClient, django_assert_num_queries: DjangoAssertNumQueries, scheme: str
) -> None:
    ApiKey.objects.update(last_used_at=timezone.now())
    with django_assert_num_queries(1):
        assert user_of_bearer(key.text)
    assert anonymous.get(ORDERS, headers={"Authorization": f"{scheme} {key.text}"}).status_code == 200


def test_another_secret_for_a_known_prefix_opens_nothing(key: MadeKey, with_key: WithKey) -> None:
    answer = with_key(new_key(key.key.prefix).full).get(ORDERS)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_invalid")


@pytest.mark.parametrize("text", ["tt_live_", "tt_live_short", "tt_test_x", "tt_\xe9", "tt_live_" + "a" * 10 + "_" + "b" * 38])
def test_a_typo_is_told_without_a_query(
    with_key: WithKey, text: str, django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        answer = with_key(text).get(ORDERS)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_malformed")


def test_use_is_written_once_a_minute_with_its_network(key: MadeKey, with_key: WithKey) -> None:
    client = with_key(key.text)
    start = timezone.now()
    seen = []
    for seconds in (0, 30, 61):
        with time_machine.travel(start + timedelta(seconds=seconds), tick=False):
            client.get(ORDERS)
        seen.append(ApiKey.objects.get().last_used_at)
    assert seen == [start, start, start + timedelta(seconds=61)]
    assert ApiKey.objects.get().last_used_network == "127.0.0.0/24"


def test_every_change_by_a_key_is_in_the_log_by_prefix_and_route(
    key: MadeKey, order: Order, with_key: WithKey, caplog: pytest.LogCaptureFixture
) -> None:
    ApiKey.objects.update(last_used_at=timezone.now())
    client = with_key(key.text)
    with caplog.at_level(logging.INFO, logger="vendors.authentication"):
        client.get(ORDERS)
        assert caplog.records == []
        client.patch(f"{ORDERS}{order.uid}/status/", {"status": "accepted"})
    (line,) = (cast("dict[str, Any]", record.msg) for record in caplog.records)
    assert line["api_key"] == key.key.prefix
    assert (line["method"], line["route"]) == ("PATCH", "api/v1/orders/<slug:uid>/status/")
    assert key.text not in str(line)
    assert order.uid not in str(line)


def test_the_next_call_is_not_logged_under_the_key_before_it(
    key: MadeKey, with_key: WithKey, anonymous: APIClient, caplog: pytest.LogCaptureFixture
) -> None:
    with_key(key.text).get(ORDERS)
    anonymous.get("/healthz")
    with caplog.at_level(logging.INFO, logger="tests"):
        structlog.get_logger("tests").info("afterwards")
    assert "api_key" not in caplog.records[-1].msg


def test_a_key_has_a_limit_of_its_own(
    key: MadeKey, vendor: Vendor, vendor_owner: User, with_key: WithKey, api: Callable[[User], APIClient], settings: Any
) -> None:
    other = create_api_key(vendor, by=vendor_owner, name="Other", scopes=["orders.view"])
    rates = {**settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"], "user": "2/min"}
    settings.REST_FRAMEWORK = {**settings.REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": rates}
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        assert [with_key(key.text).get(ORDERS).status_code for _ in range(3)] == [200, 200, 429]
        assert with_key(other.text).get(ORDERS).status_code == 200
        assert api(vendor_owner).get(ORDERS).status_code == 200


def test_a_key_and_its_creator_share_no_kept_answers(
    key: MadeKey, order: Order, vendor_owner: User, with_key: WithKey, api: Callable[[User], APIClient]
) -> None:
    call: dict[str, Any] = {
        "path": f"{ORDERS}{order.uid}/status/",
        "data": {"status": "accepted"},
        "headers": {"Idempotency-Key": "same"},
    }
    assert "Idempotency-Replayed" not in with_key(key.text).patch(**call)
    assert "Idempotency-Replayed" not in api(vendor_owner).patch(**call)
    assert with_key(key.text).patch(**call)["Idempotency-Replayed"] == "true"
