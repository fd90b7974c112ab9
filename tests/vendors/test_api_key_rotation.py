"""POST /api/v1/vendors/{slug}/api-keys/{id}/rotate/."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, User
from tests.factories import MembershipFactory
from tests.vendors.conftest import Recent, WithKey
from vendors.models import ApiKey, MembershipRole, Vendor
from vendors.services import MadeKey, revoke_api_key

ORDERS = "/api/v1/orders/"


def _path(key: MadeKey) -> str:
    return f"/api/v1/vendors/crumb-and-co/api-keys/{key.key.pk}/rotate/"


def _works(with_key: WithKey, text: str) -> bool:
    return bool(with_key(text).get(ORDERS).status_code == 200)


def test_both_secrets_work_for_the_overlap_then_the_new_one_alone(
    key: MadeKey, vendor_owner: User, recent: Recent, with_key: WithKey
) -> None:
    answer = recent(vendor_owner).post(_path(key), {"overlap_minutes": 30})
    assert answer.status_code == 200, answer.content
    new = answer.json()["key"]
    assert new != key.text
    assert answer.json()["prefix"] == key.key.prefix
    assert (_works(with_key, key.text), _works(with_key, new)) == (True, True)
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        assert (_works(with_key, key.text), _works(with_key, new)) == (False, True)
    assert SecurityEvent.objects.get(kind="key.rotated").data["overlap_seconds"] == 1800


def test_without_overlap_the_old_secret_ends_at_once(key: MadeKey, vendor_owner: User, recent: Recent, with_key: WithKey) -> None:
    new = recent(vendor_owner).post(_path(key), {"overlap_minutes": 0}).json()["key"]
    assert (_works(with_key, key.text), _works(with_key, new)) == (False, True)


def test_renewed_twice_only_the_last_two_secrets_work(
    key: MadeKey, vendor_owner: User, recent: Recent, with_key: WithKey
) -> None:
    client = recent(vendor_owner)
    second, third = (client.post(_path(key), {"overlap_minutes": 60}).json()["key"] for _ in range(2))
    assert [_works(with_key, text) for text in (key.text, second, third)] == [False, True, True]


def test_revocation_ends_both_secrets(key: MadeKey, vendor_owner: User, recent: Recent, with_key: WithKey) -> None:
    new = recent(vendor_owner).post(_path(key), {"overlap_minutes": 60}).json()["key"]
    revoke_api_key(key.key, by=vendor_owner)
    assert (_works(with_key, key.text), _works(with_key, new)) == (False, False)


def test_another_owner_comes_by_no_secret_that_acts_as_somebody_else(key: MadeKey, vendor: Vendor, recent: Recent) -> None:
    other = MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER).user
    answer = recent(other).post(_path(key), {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_a_replay_keeps_no_secret_and_renews_once(key: MadeKey, vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    first, second = (client.post(_path(key), {}, headers={"Idempotency-Key": "once"}).json() for _ in range(2))
    assert first["key"]
    assert second == {**first, "key": None}


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1, "long", None])
def test_an_overlap_is_0_to_24_hours(key: MadeKey, vendor_owner: User, recent: Recent, minutes: Any) -> None:
    answer = recent(vendor_owner).post(_path(key), {"overlap_minutes": minutes})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/overlap_minutes"


def test_a_key_that_ended_is_not_renewed(key: MadeKey, vendor_owner: User, recent: Recent) -> None:
    ApiKey.objects.update(expires_at=timezone.now())
    answer = recent(vendor_owner).post(_path(key), {})
    assert (answer.status_code, answer.json()["code"]) == (409, "key_ended")


def test_an_old_sign_in_is_asked_again(key: MadeKey, vendor_owner: User, recent: Recent) -> None:
    client = recent(vendor_owner)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.post(_path(key), {}).json()["code"] == "reauthentication_required"


def test_strangers_managers_and_anonymous_callers(
    key: MadeKey, stranger: User, manager: User, recent: Recent, anonymous: APIClient
) -> None:
    assert recent(stranger).post(_path(key), {}).status_code == 404
    assert recent(manager).post(_path(key), {}).status_code == 403
    assert anonymous.post(_path(key), {}).status_code == 401


def test_a_key_of_another_vendor_is_not_found(key: MadeKey, stranger: User, recent: Recent) -> None:
    path = f"/api/v1/vendors/elsewhere/api-keys/{key.key.pk}/"
    assert recent(stranger).post(f"{path}rotate/", {}).status_code == 404
    assert recent(stranger).delete(path).status_code == 404
