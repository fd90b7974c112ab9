"""GET /api/v1/vendors/."""

import functools
import operator
from datetime import UTC, datetime, time
from typing import Any

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from common.pagination import cursor_salt
from tests.factories import CategoryFactory, ItemFactory, VendorFactory
from tests.vendors.conftest import BRISTOL, Found, vendor_at
from vendors import asking, windows
from vendors.models import Item, OpeningHours, Vendor
from vendors.places import Point
from vendors.services import count_words, refresh_search

URL = "/api/v1/vendors/"
FIELDS = {
    "slug",
    "name",
    "tagline",
    "category",
    "city",
    "is_verified",
    "verified_at",
    "rating",
    "distance_km",
    "open_now",
    "cover",
    "cover_url",
    "location",
    "opening_changes_at",
    "timezone",
    "why",
}


def test_lists_what_the_contract_names(anonymous: APIClient, vendor: Vendor) -> None:
    answer = anonymous.get(URL).json()
    assert set(answer) == {"results", "next", "previous", "words", "facets"}
    (row,) = answer["results"]
    assert set(row) == FIELDS
    assert row["is_verified"] is True
    assert row["rating"] == {"average": None, "count": 0, "interval": None, "formula": "rating-1"}
    assert answer["facets"] == {
        "categories": [{"slug": "bakery", "name": "Bakery", "count": 1}],
        "cities": [{"slug": "bristol-gb", "name": "Bristol", "count": 1}],
        "ratings": [{"min_rating": least, "count": 0} for least in (3.0, 4.0, 4.5)],
        "distances": [],
        "is_verified": 1,
        "open_now": 0,
        "total": 1,
        "capped": False,
    }


def test_suspended_vendors_are_left_out(find: Found, vendor: Vendor) -> None:
    Vendor.objects.update(is_suspended=True)
    assert find() == []


def test_best_first_is_by_score_and_not_by_one_friend(find: Found, db: None) -> None:
    VendorFactory.create(slug="friend", rating_sum=5, rating_count=1)
    VendorFactory.create(slug="proven", rating_sum=470, rating_count=100)
    VendorFactory.create(slug="new")
    assert find() == ["proven", "friend", "new"]
    assert find(ordering="rating") == ["friend", "proven", "new"]


def test_the_section_of_an_item_is_found(find: Found, vendor: Vendor) -> None:
    ItemFactory.create(vendor=vendor, name="Sourdough", section="Bread")
    refresh_search([vendor])
    assert find(search="bread") == [vendor.slug]


def test_words_find_names_before_items_before_descriptions(find: Found, db: None) -> None:
    for slug, fields in {
        "tells": {"description": "We love bread"},
        "named": {"name": "Bread House"},
        "sells": {},
        "other": {},
    }.items():
        VendorFactory.create(slug=slug, **fields)
    ItemFactory.create(vendor=Vendor.objects.get(slug="sells"), name="Rye bread")
    refresh_search(Vendor.objects.all())
    assert find(search="breads") == ["named", "sells", "tells"]


@pytest.mark.parametrize("words", ["São João", "sao joao", "SÃO"])
def test_accents_do_not_matter(find: Found, words: str) -> None:
    vendor_at(BRISTOL, slug="sao", name="Padaria São João")
    assert find(search=words) == ["sao"]


@pytest.mark.parametrize("words", ['"', "a & | !", "(((", "the", "\\", "%", "':*"])
def test_any_words_are_answered(anonymous: APIClient, vendor: Vendor, words: str) -> None:
    assert anonymous.get(URL, {"search": words}).status_code == 200


def test_category_includes_those_below(find: Found, db: None) -> None:
    food = CategoryFactory.create(slug="food")
    VendorFactory.create(slug="a", category=CategoryFactory.create(slug="cheese", parent=food))
    VendorFactory.create(slug="b", category=food)
    VendorFactory.create(slug="c")
    assert set(find(category="food")) == {"a", "b"}
    assert find(category="cheese") == ["a"]


def test_categories_are_counted_as_if_none_were_chosen(anonymous: APIClient, db: None) -> None:
    VendorFactory.create(category=CategoryFactory.create(slug="cheese"))
    VendorFactory.create()
    facets = anonymous.get(URL, {"category": "cheese"}).json()["facets"]
    assert {row["slug"]: row["count"] for row in facets["categories"]} == {"cheese": 1, "bakery": 1}
    assert facets["total"] == 1


def test_verified_and_not(find: Found, vendor: Vendor) -> None:
    VendorFactory.create(slug="plain")
    assert find(is_verified="true") == [vendor.slug]
    assert find(is_verified="false") == ["plain"]


def test_near_sorts_by_distance_within_the_radius(anonymous: APIClient, find: Found, db: None) -> None:
    for slug, north in {"far": 0.5, "here": 0.0, "near": 0.05}.items():
        vendor_at(Point(BRISTOL.latitude + north, BRISTOL.longitude), slug=slug)
    VendorFactory.create(slug="nowhere")
    place = f"{BRISTOL.latitude},{BRISTOL.longitude}"
    assert find(near=place) == ["here", "near"]
    assert find(near=place, radius_km=60) == ["here", "near", "far"]
    assert find(near=place, radius_km="5.5") == ["here"]
    assert find(near=place, radius_km=60, ordering="name") == sorted(
        ["here", "near", "far"], key=lambda slug: Vendor.objects.get(slug=slug).name
    )
    distances = [row["distance_km"] for row in anonymous.get(URL, {"near": place}).json()["results"]]
    assert distances == [0.0, 5.56]


@pytest.mark.parametrize("common", [20_000, 1], ids=["very common", "common"])
def test_words_near_a_place_find_what_is_there(find: Found, db: None, monkeypatch: pytest.MonkeyPatch, common: int) -> None:
    monkeypatch.setattr(windows, "WINDOW", 3)
    monkeypatch.setattr(windows, "ENOUGH", 1)
    monkeypatch.setattr(asking, "COMMON", common)
    for number in range(5):
        vendor_at(Point(BRISTOL.latitude + 3, number), name=f"Great bakery {number}", rating_sum=50, rating_count=10)
    vendor_at(BRISTOL, slug="here", name="Corner bakery")
    vendor_at(BRISTOL, slug="books", name="Corner books", category=CategoryFactory.create(slug="books", name="Books"))
    count_words()
    assert find(search="bakery", near=f"{BRISTOL.latitude},{BRISTOL.longitude}") == ["here"]


def test_min_rating(find: Found, db: None) -> None:
    VendorFactory.create(slug="good", rating_sum=9, rating_count=2)
    VendorFactory.create(slug="poor", rating_sum=4, rating_count=2)
    assert find(min_rating="4.5") == ["good"]


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-06-01 08:30", True),  # Monday 09:30 in London, where it is summer
        ("2026-06-01 07:59", False),
        ("2026-06-01 16:00", False),  # closes at 17:00
        ("2026-06-06 21:30", True),  # Saturday 22:30, of a span that runs past midnight
        ("2026-06-07 00:30", True),  # Sunday 01:30, still
        ("2026-06-07 01:30", False),
        ("2026-01-05 08:30", False),  # Monday 08:30 in winter
    ],
)
def test_open_now_by_the_vendors_clock(find: Found, anonymous: APIClient, vendor: Vendor, moment: str, is_open: bool) -> None:
    OpeningHours.objects.create(vendor=vendor, weekday=0, opens=time(9), closes=time(17))
    OpeningHours.objects.create(vendor=vendor, weekday=5, opens=time(22), closes=time(2))
    with time_machine.travel(datetime.fromisoformat(moment).replace(tzinfo=UTC), tick=False):
        assert bool(find(open_now="true")) is is_open
        assert bool(find(open_now="false")) is not is_open
        answer = anonymous.get(URL).json()
    assert answer["results"][0]["open_now"] is is_open
    assert answer["facets"]["open_now"] == int(is_open)


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("near", "51.4"),
        ("near", "91,0"),
        ("near", "nan,0"),
        ("near", "1,2,3"),
        ("radius_km", "0"),
        ("radius_km", "101"),
        ("radius_km", "NaN"),
        ("min_rating", "6"),
        ("min_rating", "x"),
        ("is_verified", "maybe"),
        ("open_now", "2"),
        ("ordering", "password"),
        ("ordering", "distance"),
        ("category", "nothing"),
        ("search", "x" * 101),
        ("search", "a\0b"),
        ("cursor", "made-up"),
        ("radius_km", "5"),
        ("near", "0,1e400"),
    ],
)
def test_a_bad_value_is_a_400_that_points_at_it(anonymous: APIClient, vendor: Vendor, param: str, value: str) -> None:
    response = anonymous.get(URL, {param: value})
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"][0]["pointer"] == f"/{param}"


@pytest.fixture
def street(db: None) -> list[Vendor]:
    """Thirty vendors with many ties of score and distance."""
    return [
        vendor_at(
            Point(BRISTOL.latitude + (n % 4) / 100, BRISTOL.longitude),
            slug=f"s{n}",
            rating_sum=n % 3 * 4,
            rating_count=n % 3,
            name="Loaf",
        )
        for n in range(30)
    ]


@pytest.mark.parametrize(
    "params",
    [{}, {"search": "loaf"}, {"near": "51.45,-2.58"}, {"ordering": "rating"}, {"ordering": "newest"}, {"ordering": "name"}],
    ids=["best", "relevance", "distance", "rating", "newest", "name"],
)
@pytest.mark.usefixtures("street")
def test_pages_neither_repeat_nor_skip_in_either_direction(anonymous: APIClient, params: dict[str, str]) -> None:
    pages, url = [], None
    while True:
        answer = (anonymous.get(url) if url else anonymous.get(URL, {**params, "page_size": "7"})).json()
        pages.append([row["slug"] for row in answer["results"]])
        url = answer["next"]
        if url is None:
            break
    assert [len(page) for page in pages] == [7, 7, 7, 7, 2]
    assert len(set(functools.reduce(operator.iadd, pages, []))) == 30
    back = []
    while answer["previous"]:
        answer = anonymous.get(answer["previous"]).json()
        back.append([row["slug"] for row in answer["results"]])
    assert back == pages[-2::-1]


@pytest.mark.usefixtures("street")
def test_a_row_that_arrives_while_paging_moves_nobody(anonymous: APIClient) -> None:
    first = anonymous.get(URL, {"page_size": 10}).json()
    VendorFactory.create(slug="late", rating_sum=500, rating_count=100)
    seen = [row["slug"] for row in first["results"]]
    while first["next"]:
        first = anonymous.get(first["next"]).json()
        seen += [row["slug"] for row in first["results"]]
    assert len(seen) == len(set(seen)) == 30


@pytest.mark.usefixtures("street")
def test_a_cursor_serves_its_own_order_alone(anonymous: APIClient) -> None:
    cursor = signing.dumps(["name", 0, "Loaf", 1], salt=cursor_salt(URL))
    assert anonymous.get(URL, {"cursor": cursor, "ordering": "name"}).status_code == 200
    assert anonymous.get(URL, {"cursor": cursor}).status_code == 400
    assert anonymous.get(URL, {"cursor": cursor + "x", "ordering": "name"}).status_code == 400


@pytest.mark.usefixtures("street")
def test_a_cursor_of_another_list_is_refused(anonymous: APIClient, item: Item) -> None:
    foreign = signing.dumps(["position", 0, 0, 1], salt=cursor_salt(URL))
    answer = anonymous.get(f"{URL}{item.vendor.slug}/items/", {"cursor": foreign})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/cursor")


@pytest.mark.parametrize(
    "params", [{}, {"search": "vendor"}, {"near": "51.45,-2.58"}, {"category": "bakery", "is_verified": "true"}]
)
def test_r28_query_count_does_not_grow_with_the_rows(anonymous: APIClient, db: None, params: dict[str, Any]) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answer = anonymous.get(URL, {**params, "page_size": 100}).json()
        return len(captured), len(answer["results"])

    vendor_at(BRISTOL, verified=True)
    one, rows = queries()
    assert rows == 1
    for _ in range(49):
        vendor_at(BRISTOL, verified=True)
    assert queries() == (one, 50)
    most = {"search": 12, "category": 9}  # words are looked up before the vendors; a category's facets have a window of their own
    assert one <= next((most[name] for name in params if name in most), 8)


def test_r28_page_size_is_bounded(anonymous: APIClient, db: None) -> None:
    VendorFactory.create_batch(101)
    assert len(anonymous.get(URL, {"page_size": 1000}).json()["results"]) == 100
