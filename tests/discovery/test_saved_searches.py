"""/api/v1/me/searches/: a search under a name, and never a position."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction
from rest_framework.test import APIClient

from accounts.models import User
from discovery import services
from discovery.models import SavedSearch
from tests.factories import UserFactory

URL = "/api/v1/me/searches/"
Api = Callable[[User], APIClient]


def save(client: APIClient, query: str, name: str = "Bread") -> tuple[int, dict[str, object]]:
    answer = client.post(URL, {"name": name, "query": query})
    return answer.status_code, answer.json()


def test_save_list_and_delete(api: Api, customer: User) -> None:
    status, saved = save(api(customer), "?search=bread&is_verified=true")
    assert (status, saved["query"]) == (201, "is_verified=true&search=bread")
    assert api(customer).get(URL).json()["results"] == [saved]
    assert api(customer).delete(f"{URL}{saved['id']}/").status_code == 204
    assert api(customer).get(URL).json()["results"] == []


def test_where_somebody_was_is_not_kept(api: Api, customer: User) -> None:
    _, saved = save(api(customer), "search=bread&near=51.45,-2.58&radius_km=5&ordering=distance&cursor=x&view=map")
    assert saved["query"] == "search=bread"
    assert save(api(customer), "near=51.45,-2.58")[0] == 400


def test_the_same_search_again_gets_the_new_name(api: Api, customer: User) -> None:
    _, first = save(api(customer), "search=bread&open_now=true")
    _, again = save(api(customer), "open_now=true&search=bread", name="Open bakers")
    assert (again["id"], again["name"]) == (first["id"], "Open bakers")


@pytest.mark.parametrize(
    "query", ["", "?", "x=", "ordering=sideways&search=a", "category=nowhere", "search=" + "a" * 120, "search=%00"]
)
def test_what_discovery_would_refuse_is_not_kept(api: Api, customer: User, query: str) -> None:
    status, answer = save(api(customer), query)
    assert (status, answer["errors"][0]["pointer"]) == (400, "/query")  # type: ignore[index]


def test_somebody_elses_is_a_404(api: Api, customer: User) -> None:
    _, saved = save(api(customer), "search=bread")
    other = api(UserFactory.create())
    assert other.get(URL).json()["results"] == []
    assert other.delete(f"{URL}{saved['id']}/").status_code == 404


def test_there_is_an_end(api: Api, customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_SEARCHES", 1)
    save(api(customer), "search=bread")
    status, answer = save(api(customer), "search=buns")
    assert (status, answer["code"]) == (409, "too_many_searches")


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("saved_search_once", [{"name": "A", "query": "search=a"}, {"name": "B", "query": "search=a"}]),
        ("saved_search_says_something", [{"name": "", "query": "search=a"}]),
        ("saved_search_says_something", [{"name": "A", "query": ""}]),
        ("saved_search_knows_no_position", [{"name": "A", "query": "near=1,2&search=a"}]),
    ],
)
def test_the_database_refuses(customer: User, name: str, rows: list[dict[str, str]]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        for row in rows:
            SavedSearch.objects.create(user=customer, **row)
