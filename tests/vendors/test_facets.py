"""What narrows a list down, and why a vendor stands where it does."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from tests.factories import CategoryFactory, ItemFactory, VendorFactory
from tests.vendors.conftest import BRISTOL, Found, vendor_at
from vendors import facets, windows
from vendors.places import Point
from vendors.services import refresh_search

URL = "/api/v1/vendors/"
HERE = f"{BRISTOL.latitude},{BRISTOL.longitude}"


def test_ratings_cities_and_distances_are_counted(anonymous: APIClient, db: None) -> None:
    vendor_at(BRISTOL, rating_sum=9, rating_count=2)
    vendor_at(Point(BRISTOL.latitude + 0.02, BRISTOL.longitude), rating_sum=8, rating_count=2, city="Bath")
    found = anonymous.get(URL, {"near": HERE, "radius_km": "20"}).json()["facets"]
    assert [row["count"] for row in found["ratings"]] == [2, 2, 1]
    assert {row["slug"]: row["count"] for row in found["cities"]} == {"bristol-gb": 1, "bath-gb": 1}
    assert {row["radius_km"]: row["count"] for row in found["distances"]} == {1: 1, 2: 1, 5: 2, 10: 2, 25: 2, 50: 2, 100: 2}


def test_cities_are_counted_as_if_none_were_chosen(anonymous: APIClient, find: Found, db: None) -> None:
    VendorFactory.create(slug="a")
    VendorFactory.create(slug="b", city="Bath")
    assert find(city="bath-gb") == ["b"]
    found = anonymous.get(URL, {"city": "bath-gb"}).json()["facets"]
    assert ({row["slug"] for row in found["cities"]}, found["total"]) == ({"bristol-gb", "bath-gb"}, 1)


@pytest.mark.parametrize("more", [{"is_verified": "true"}, {"min_rating": "1"}, {"ordering": "rating"}])
def test_other_categories_are_counted_whatever_else_is_asked(anonymous: APIClient, db: None, more: dict[str, str]) -> None:
    VendorFactory.create(verified=True, rating_sum=4, rating_count=1)
    VendorFactory.create(verified=True, rating_sum=4, rating_count=1, category=CategoryFactory.create(slug="books"), city="Bath")
    found = anonymous.get(URL, {"category": "books", **more}).json()["facets"]
    assert {row["slug"]: row["count"] for row in found["categories"]} == {"books": 1, "bakery": 1}
    both = anonymous.get(URL, {"category": "books", "city": "bath-gb", **more}).json()["facets"]
    assert {row["slug"] for row in both["cities"]} == {"bath-gb"}


def test_other_cities_of_the_category_are_counted(anonymous: APIClient, db: None) -> None:
    books = CategoryFactory.create(slug="books")
    for city in ("Bath", "Bristol"):
        VendorFactory.create(category=books, city=city)
    found = anonymous.get(URL, {"category": "books", "city": "bath-gb"}).json()["facets"]
    assert {row["slug"] for row in found["cities"]} == {"bath-gb", "bristol-gb"}


def test_city_and_category_together(find: Found, db: None) -> None:
    VendorFactory.create(slug="a", city="Bath")
    VendorFactory.create(slug="b", city="Bath", category=CategoryFactory.create(slug="books"))
    assert find(city="bath-gb", category="books") == ["b"]
    assert find(city="bath-gb", category="books", ordering="name") == ["b"]
    assert find(city="nowhere") == []


def test_counts_end_somewhere_and_say_so(anonymous: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    VendorFactory.create_batch(4)
    assert anonymous.get(URL).json()["facets"]["capped"] is False
    monkeypatch.setattr(facets, "FACET_LIMIT", 3)
    found = anonymous.get(URL).json()["facets"]
    assert (found["total"], found["capped"]) == (3, True)


def test_a_filter_that_no_index_answers_chooses_among_a_window_and_says_so(
    anonymous: APIClient, find: Found, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(1, 6):
        VendorFactory.create(slug=f"v{number}", rating_sum=number * 5, rating_count=number, verified=number != 5)
    monkeypatch.setattr(windows, "WINDOW", 3)
    assert find(is_verified="true") == ["v4", "v3"]
    assert anonymous.get(URL, {"is_verified": "true"}).json()["facets"]["capped"] is True


def test_each_result_says_which_words_were_found_where(anonymous: APIClient, db: None) -> None:
    vendor = VendorFactory.create(
        name="Bread House", description="We bake loaves.", category__slug="shop", rating_sum=50, rating_count=10
    )
    ItemFactory.create(vendor=vendor, name="Rye bread")
    refresh_search([vendor])
    (row,) = anonymous.get(URL, {"search": "the breads loav"}).json()["results"]
    assert row["why"] == {
        "order": "relevance",
        "words": [{"word": "breads", "sections": ["name", "items"]}, {"word": "loav", "sections": ["about"]}],
        "score": 4.5,
        "score_version": 1,
    }


@pytest.mark.parametrize(
    ("params", "order"),
    [({}, "best"), ({"near": HERE}, "distance"), ({"ordering": "rating"}, "rating"), ({"ordering": "name"}, "name")],
)
def test_each_result_says_what_orders_the_list(anonymous: APIClient, db: None, params: dict[str, Any], order: str) -> None:
    vendor_at(BRISTOL)
    (row,) = anonymous.get(URL, params).json()["results"]
    assert (row["why"]["order"], row["why"]["words"]) == (order, [])
