"""Every operation of the API, called by everybody with the real ids of others' rows.

The list is the OpenAPI schema itself; what each caller gets stands in expectations.py.
"""

from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from tests.access.calling import body_of, call, operations, schema, trace, undone, writes
from tests.access.expectations import NO_ID, OPERATIONS
from tests.access.world import CALLERS, World

pytestmark = pytest.mark.django_db  # also where a test asks by its fixtures alone: the town is built before them
WRITES = sorted(name for name, operation in OPERATIONS.items() if operation.body is not None and not operation.form)
NESTED = sorted(name for name, operation in OPERATIONS.items() if {"slug", "id"} <= operation.path.keys())
#: Members that no caller may set: the database's names and the API's, of what decides over rights and money.
FORBIDDEN: dict[str, Any] = {
    "id": 1, "pk": 1, "uid": "x" * 22, "slug": "taken", "status": "completed", "state": "accepted", "version": 99, "sequence": 7,
    "vendor": "elsewhere", "vendor_id": 1, "owner": 1, "user": 1, "customer": 1, "author": 1, "by": 1, "invited_by": 1,
    "role": "owner", "is_staff": True, "is_superuser": True, "is_active": False, "groups": [1], "permissions": ["platform:admin"],
    "memberships": [{"vendor": "elsewhere", "role": "owner"}], "email_verified": True, "is_suspended": True, "decided_by": 1,
    "is_verified": True, "verified_at": "2026-01-01T00:00:00Z", "decided_at": "2026-01-01T00:00:00Z",
    "total": {"amount": "0.01", "currency": "GBP"}, "total_minor": 1, "price_minor": 1, "unit_price_minor": 1,
    "rating_sum": 500, "rating_count": 100, "external_id": "x", "expires_at": "2036-01-01T00:00:00Z",
    "placed_at": "2020-01-01T00:00:00Z", "created_at": "2020-01-01T00:00:00Z",
}  # fmt: skip
#: Columns that must hold the same values whether a call brought FORBIDDEN members or not.
PROTECTED = {
    "status", "state", "vendor_id", "customer_id", "user_id", "author_id", "invited_by_id", "offered_to_id", "role", "is_staff",
    "is_superuser", "is_active", "is_suspended", "decided_by_id", "total_minor", "price_minor", "unit_price_minor", "rating_sum",
    "rating_count", "external_id", "sequence", "verified", "currency", "group_id",
}  # fmt: skip


def test_r01_every_operation_has_a_row_and_every_row_an_operation() -> None:
    assert {
        "missing": sorted(operations().keys() - OPERATIONS.keys()),
        "gone": sorted(OPERATIONS.keys() - operations().keys()),
    } == {
        "missing": [],
        "gone": [],
    }


@pytest.mark.parametrize("name", OPERATIONS)
def test_a_row_says_something_for_every_caller(name: str) -> None:
    assert set(OPERATIONS[name].expect) == set(CALLERS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_r01_everybody_gets_what_is_declared_and_a_refusal_changes_nothing(caller: APIClient, world: World, name: str) -> None:
    operation = OPERATIONS[name]
    answered, changed = {}, []
    before = trace()
    for who in CALLERS:
        written = writes()
        with undone():
            answered[who] = call(caller, world, name, operation, who).status_code
            if answered[who] >= 400 and writes() != written and trace() != before:
                changed.append(who)
    assert answered == dict(operation.expect)
    assert changed == []


@pytest.mark.parametrize("name", sorted(name for name, operation in OPERATIONS.items() if operation.absent))
def test_r01_what_is_not_yours_reads_like_what_does_not_exist(caller: APIClient, world: World, name: str) -> None:
    operation = OPERATIONS[name]
    for who in (who for who in CALLERS if operation.expect[who] == 404):
        with undone():
            real = call(caller, world, name, operation, who)
            absent = call(caller, world, name, operation, who, path=operation.absent)
        assert (real.status_code, body_of(real)) == (absent.status_code, body_of(absent)), who


@pytest.mark.parametrize("name", NESTED)
def test_r01_a_row_of_another_vendor_is_not_found_under_ones_own(caller: APIClient, world: World, name: str) -> None:
    operation = OPERATIONS[name]
    own = {"slug": world.other_vendor.slug}
    before = trace()
    with undone():
        real = call(caller, world, name, operation, "other_owner", path=own)
        assert trace() == before
        absent = call(caller, world, name, operation, "other_owner", path=own | {"id": NO_ID})
    assert (real.status_code, body_of(real)) == (404, body_of(absent))


@pytest.mark.parametrize("name", WRITES)
def test_r03_what_is_not_asked_for_is_not_written(caller: APIClient, world: World, name: str) -> None:
    operation = OPERATIONS[name]
    who = next((who for who in ("owner", "customer", *CALLERS) if operation.expect[who] < 300), "owner")
    extra = {key: value for key, value in FORBIDDEN.items() if key not in _fields_of(name)}
    with undone():
        plain = call(caller, world, name, operation, who).status_code
        expected = _protected(world)
    with undone():
        fuzzed = call(caller, world, name, operation, who, **extra).status_code
        assert _protected(world) == expected
    assert fuzzed == plain


def _fields_of(name: str) -> set[str]:
    """Return the members that the operation's body is declared to take."""
    content = operations()[name][2].get("requestBody", {}).get("content", {})
    reference = content.get("application/json", {}).get("schema", {}).get("$ref", "")
    declared = schema()["components"]["schemas"].get(reference.rpartition("/")[2], {})
    return set(declared.get("properties", {}))


def _protected(world: World) -> dict[str, list[str]]:
    """Return every table's protected columns, row by row; a vendor that the call made is "new", whatever its id."""
    known = {world.vendor.pk, world.other_vendor.pk}
    found: dict[str, list[str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY column_name) FROM information_schema.columns"
            " WHERE table_schema = 'public' AND column_name = ANY (%s) GROUP BY table_name",
            [sorted(PROTECTED)],
        )
        for table, names in cursor.fetchall():
            cursor.execute(f"SELECT {', '.join(names)} FROM {table}")
            rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            for row in rows:
                if row.get("vendor_id") not in known:
                    row["vendor_id"] = "new"
            found[table] = sorted(map(str, rows))
    return found
