"""/api/v1/me/notifications/: one's own, the newest first, read one by one or up to one."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from notifications import inbox
from notifications.inbox_models import InboxItem
from tests.factories import InboxItemFactory, UserFactory

URL = "/api/v1/me/notifications/"
UNREAD = f"{URL}unread/"
READ = f"{URL}read/"
Api = Callable[[User], APIClient]


def test_the_list_is_ones_own_and_the_newest_comes_first(api: Api, customer: User) -> None:
    first, second = InboxItemFactory.create_batch(2, user=customer)
    InboxItemFactory.create()
    rows = api(customer).get(URL).json()["results"]
    assert [row["id"] for row in rows] == [second.pk, first.pk]
    assert rows[0] == {
        "id": second.pk,
        "kind": "status_changed",
        "title": second.title,
        "body": "Order K7QM2",
        "url": "/orders/abc",
        "order": "abc",
        "created_at": second.created_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "read_at": None,
    }


@pytest.mark.parametrize("path", [URL, UNREAD])
def test_anonymous_callers_are_asked_who_they_are(client: APIClient, db: None, path: str) -> None:
    assert client.get(path).status_code == 401


def test_filters_keep_what_is_unread_and_what_is_about_an_order(api: Api, customer: User) -> None:
    read = InboxItemFactory.create(user=customer, order_uid="other")
    unread = InboxItemFactory.create(user=customer)
    inbox.mark_read(read)
    mine = api(customer)
    for query, expected in (({"unread": "true"}, [unread]), ({"unread": "false"}, [read]), ({"order": "other"}, [read])):
        assert [row["id"] for row in mine.get(URL, query).json()["results"]] == [item.pk for item in expected]
    assert mine.get(URL, {"order": "nobody"}).json()["results"] == []


@pytest.mark.parametrize("query", [{"order": "\x00"}, {"order": "x" * 61}, {"cursor": "forged"}])
def test_bad_filters_are_told(api: Api, customer: User, query: dict[str, str]) -> None:
    assert api(customer).get(URL, query).status_code == 400


def test_pages_go_on_where_the_last_one_ended(api: Api, customer: User) -> None:
    items = InboxItemFactory.create_batch(3, user=customer)
    first = api(customer).get(URL, {"page_size": 2}).json()
    second = api(customer).get(first["next"]).json()
    assert [row["id"] for row in first["results"] + second["results"]] == [item.pk for item in reversed(items)]
    assert second["next"] is None


def test_r28_query_count_does_not_grow_with_the_rows(api: Api, customer: User) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = len(api(customer).get(URL, {"page_size": 100}).json()["results"])
        return len(captured), rows

    InboxItemFactory.create(user=customer)
    one, _ = queries()
    InboxItemFactory.create_batch(49, user=customer)
    assert queries() == (one, 50)
    assert one <= 2


def test_one_is_read_once_and_stays_so(api: Api, customer: User) -> None:
    item, _ = InboxItemFactory.create_batch(2, user=customer)
    mine = api(customer)
    assert mine.post(f"{URL}{item.pk}/read/").json() == {"unread": 1}
    item.refresh_from_db()
    when = item.read_at
    assert when is not None
    assert mine.post(f"{URL}{item.pk}/read/").json() == {"unread": 1}
    item.refresh_from_db()
    assert item.read_at == when


def test_somebody_elses_is_no_ones(api: Api, customer: User) -> None:
    theirs = InboxItemFactory.create()
    for pk in (theirs.pk, 10**9, 10**30):
        assert api(customer).post(f"{URL}{pk}/read/").status_code == 404
    api(customer).post(READ, {"up_to": theirs.pk})
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_what_comes_after_the_last_one_seen_stays_unread(api: Api, customer: User) -> None:
    _, seen, later = InboxItemFactory.create_batch(3, user=customer)
    assert api(customer).post(READ, {"up_to": seen.pk}).json() == {"unread": 1}
    assert list(InboxItem.objects.of(customer).unread()) == [later]


def test_a_group_is_read_alone(api: Api, customer: User) -> None:
    about, other = InboxItemFactory.create(user=customer), InboxItemFactory.create(user=customer, order_uid="")
    assert api(customer).post(READ, {"up_to": other.pk, "order": about.order_uid}).json() == {"unread": 1}
    assert list(InboxItem.objects.of(customer).unread()) == [other]


@pytest.mark.parametrize("body", [{}, {"up_to": "x"}, {"up_to": -1}, {"up_to": 2**63}, {"up_to": 1, "order": "x" * 61}])
def test_what_was_read_has_to_be_said(api: Api, customer: User, body: dict[str, object]) -> None:
    assert api(customer).post(READ, body).status_code == 400


def test_the_count_has_an_end(api: Api, customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    InboxItemFactory.create_batch(3, user=customer)
    assert api(customer).get(UNREAD).json() == {"unread": 2}
    assert api(UserFactory.create()).get(UNREAD).json() == {"unread": 0}
