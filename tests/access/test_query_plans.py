"""No request reads a big table from end to end: what the planner would do for every operation at a million rows.

A small load is written, and the planner is told that every table that grows has a million rows. One that is empty here is not
judged: whatever is asked of it, there is nothing to read.
"""

import json
import re
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from tests.access.calling import call, operations, undone
from tests.access.expectations import OPERATIONS
from tests.access.world import CALLERS, World
from tests.desks import desk_of
from vendors import windows
from vendors.models import Membership, Vendor

pytestmark = pytest.mark.django_db
MANY = 1_000_000
WHOLE = {"Sort", "Incremental Sort", "Aggregate", "Hash", "Materialize", "WindowAgg", "SetOp"}
#: Tables that stay small whatever happens: what is set up, not what happens.
SMALL = {
    *("vendors_category", "django_content_type", "auth_permission", "auth_group"),
    *("auth_group_permissions", "ledger_treestate", "moderation_monthlyfigure"),
}
#: Questions with what narrows, orders and turns their pages.
QUESTIONS = (
    "/api/v1/vendors/",
    "/api/v1/vendors/?search=bakery",
    "/api/v1/vendors/?search=ashbury+honey&is_verified=true",
    "/api/v1/vendors/?category=florist",
    "/api/v1/vendors/?category=florist&is_verified=true&open_now=true",
    "/api/v1/vendors/?near=36.0,-9.0",
    "/api/v1/vendors/?near=36.0,-9.0&radius_km=40&search=bread",
    "/api/v1/vendors/?open_now=true",
    "/api/v1/vendors/?min_rating=4&ordering=rating",
    "/api/v1/vendors/?ordering=newest",
    "/api/v1/vendors/?ordering=name",
    "/v/{vendor}",
    "/track/{uid}",
)


#: Lists of the admin, as people of the platform narrow them.
DESKS = (
    "/admin/timers/timer/",
    "/admin/timers/timer/?q={uid}",
    "/admin/timers/timer/?state__exact=dead",
    "/admin/webhooks/webhookendpoint/?q={vendor}",
    "/admin/webhooks/webhookdelivery/",
    "/admin/webhooks/webhookdelivery/?q={uid}",
    "/admin/webhooks/webhookdelivery/?q=0198c2f4-7d1e-7c3a-9a55-2f1f6c9d0e11",
    "/admin/webhooks/webhookdelivery/?state__exact=failed",
)


@pytest.fixture(scope="module")
def _crowd(_town: World, django_db_blocker: Any) -> Generator[World]:
    with django_db_blocker.unblock():
        call_command("generate_load", vendors=1_500, orders=1_500, processes=1)
        people = User.objects.filter(email__endswith="@load.invalid", is_active=True)
        shops = Vendor.objects.exclude(external_id=None)[: people.count()]
        owners = zip(people, shops, strict=True)
        Membership.objects.bulk_create(Membership(user=user, vendor=shop, role="owner") for user, shop in owners)
        Authenticator.objects.bulk_create(Authenticator(user=user, type="totp", data={}) for user in people)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE vendors_membership, mfa_authenticator")
        yield _town


@pytest.fixture
def crowd(_crowd: World, world: World) -> World:
    """The town among a million others, as far as the planner knows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pg_class SET reltuples = %s, relpages = greatest(relpages, 1) WHERE relkind = 'r' AND relname <> ALL(%s)"
            " AND relnamespace = current_schema()::regnamespace",
            [MANY, sorted(SMALL)],
        )
    return world


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_operation_reads_a_big_table_from_end_to_end(caller: APIClient, crowd: World, name: str) -> None:
    operation = OPERATIONS[name]
    who = next((who for who in CALLERS if who != "anonymous" and operation.expect[who] < 300), "customer")
    assert read_whole(lambda: call(caller, crowd, name, operation, who)) == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_reads_a_big_table_from_end_to_end(caller: APIClient, crowd: World, question: str) -> None:
    url = question.format(vendor=crowd.vendor.slug, uid=crowd.order.uid)

    def ask() -> None:
        response = caller.get(url)
        assert response.status_code == 200, response.content
        if "json" in response["Content-Type"] and response.json()["next"]:
            assert caller.get(response.json()["next"]).status_code == 200

    assert read_whole(ask) == []


def test_no_word_of_many_reads_a_big_table_from_end_to_end(
    anonymous: APIClient, crowd: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"WINDOW": 20, "MAX_RANKED": 5, "EXPECTED": 10}.items():  # a few hundred bakeries are many
        monkeypatch.setattr(windows, name, value)
    with CaptureQueriesContext(connection) as captured:
        assert read_whole(lambda: anonymous.get("/api/v1/vendors/?search=bakery")) == []
    assert any('"score" > ' in query["sql"] and "search" in query["sql"] for query in captured)


@pytest.mark.parametrize("desk", DESKS)
def test_no_list_of_the_admin_reads_a_big_table_from_end_to_end(crowd: World, moderator: User, desk: str) -> None:
    url, browser = desk.format(vendor=crowd.vendor.slug, uid=crowd.order.uid), desk_of(moderator)

    def ask() -> None:
        assert browser.get(url).status_code == 200

    assert read_whole(ask) == []


def test_the_planner_would_read_from_end_to_end_where_no_index_helps(crowd: World) -> None:
    with connection.cursor() as cursor:
        assert list(_whole(cursor, "SELECT * FROM vendors_vendor WHERE tagline = 'x'")) == ["vendors_vendor"]
        assert list(_whole(cursor, "SELECT * FROM vendors_vendor WHERE slug = 'x'")) == []


def test_every_list_of_the_schema_is_asked() -> None:
    lists = {name for name, (method, path, described) in operations().items() if method == "get" and "cursor" in str(described)}
    assert lists <= OPERATIONS.keys()


def read_whole(act: Callable[[], Any]) -> list[str]:
    """Return the statements of `act` that read a big table from end to end, each with the tables."""
    cache.clear()
    with undone():
        with CaptureQueriesContext(connection) as captured:
            act()
        with connection.cursor() as cursor:
            statements = dict.fromkeys(str(query["sql"]) for query in captured.captured_queries)
            return [f"{table}: {statement}" for statement in statements for table in _whole(cursor, statement)]


def _whole(cursor: Any, statement: str) -> Iterator[str]:
    """Yield the big tables that the plan of `statement` reads by a sequential scan."""
    if not re.match(r"\s*(SELECT|UPDATE|DELETE|INSERT|WITH)\b", statement) or re.search(r"%\(\w+\)|\$\d", statement):
        return
    cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}".replace("%", "%%"), [])
    [told] = cursor.fetchone()
    plan = (json.loads(told) if isinstance(told, str) else told)[0]["Plan"]
    for table in _scanned(plan):
        if table not in SMALL and _has_rows(cursor, table):
            yield table


def _scanned(node: dict[str, Any], share: float = 1.0) -> Iterator[str]:
    """Yield what is scanned below `node`, of which a LIMIT above needs this share; what sorts or hashes reads its input whole."""
    if node["Node Type"] == "Limit":
        share = min(share, node["Total Cost"] / (node["Plans"][0]["Total Cost"] or 1))
    elif node["Node Type"] in WHOLE:
        share = 1.0
    if node["Node Type"] == "Seq Scan" and share > 0.1:
        yield node["Relation Name"]
    for child in node.get("Plans", []):
        yield from _scanned(child, 1.0 if child.get("Parent Relationship") == "SubPlan" else share)


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute("SELECT pg_relation_size(%s::regclass) > 0", [table])
    return bool(cursor.fetchone()[0])
