"""GET /api/v1/vendors/map/ and /api/v1/map-style/."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories import CategoryFactory, VendorFactory
from tests.vendors.conftest import BRISTOL, vendor_at
from vendors import clusters
from vendors.places import Point

URL = "/api/v1/vendors/map/"
AROUND = "-3,51,-2,52"


def look(client: APIClient, bbox: str = AROUND, zoom: float = 10, **params: Any) -> Any:
    response = client.get(URL, {"bbox": bbox, "zoom": zoom, **params})
    assert response.status_code == 200, response.content
    return response.json()


def test_one_vendor_is_a_point_and_two_beside_each_other_are_a_cluster(anonymous: APIClient, db: None) -> None:
    vendor_at(BRISTOL, slug="one", name="One", verified=True)
    assert look(anonymous) == {
        "clusters": [],
        "points": [
            {
                "slug": "one",
                "name": "One",
                "category": "bakery",
                "is_verified": True,
                "latitude": BRISTOL.latitude,
                "longitude": BRISTOL.longitude,
            }
        ],
        "capped": False,
    }
    vendor_at(Point(BRISTOL.latitude + 0.0002, BRISTOL.longitude), slug="two")
    found = look(anonymous)
    assert (found["points"], [each["count"] for each in found["clusters"]]) == ([], [2])
    assert {each["slug"] for each in look(anonymous, zoom=18)["points"]} == {"one", "two"}  # from close by, all are points


@pytest.mark.parametrize("bbox", ["170,-20,-170,-10", "-180,-90,180,90", "170,-20,180,-10"])
def test_across_the_date_line_and_the_whole_earth(anonymous: APIClient, db: None, bbox: str) -> None:
    vendor_at(Point(-17.7, 178.0), slug="suva")
    assert [each["slug"] for each in look(anonymous, bbox, zoom=2)["points"]] == ["suva"]


def test_what_lies_outside_is_not_there(anonymous: APIClient, db: None) -> None:
    vendor_at(Point(50.99, -2.5))
    vendor_at(Point(51.5, -1.99))
    assert look(anonymous)["points"] == []


def test_the_filters_of_the_list_hold_on_the_map(anonymous: APIClient, db: None) -> None:
    vendor_at(BRISTOL, slug="bread", name="Bread", verified=True)
    vendor_at(Point(51.2, -2.1), slug="books", name="Books", category=CategoryFactory.create(slug="books"))

    def found(**params: Any) -> set[str]:
        return {each["slug"] for each in look(anonymous, **params)["points"]}

    assert found() == {"bread", "books"}
    assert found(search="bread") == {"bread"}
    assert found(category="books") == {"books"}
    assert found(is_verified="true") == {"bread"}
    assert found(open_now="true") == set()
    assert found(near=f"{BRISTOL.latitude},{BRISTOL.longitude}", radius_km=1) == {"bread"}


def test_a_full_square_says_that_it_holds_more(anonymous: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(5):
        vendor_at(Point(BRISTOL.latitude + step / 100_000, BRISTOL.longitude))
    monkeypatch.setattr(clusters, "MAX_OF_SQUARE", 3)
    found = look(anonymous)
    assert [(each["count"], each["is_capped"]) for each in found["clusters"]] == [(3, True)]
    assert found["capped"] is True


@pytest.mark.parametrize(
    ("params", "pointer"),
    [
        ({"zoom": 3}, "/bbox"),
        ({"bbox": AROUND}, "/zoom"),
        ({"bbox": "1,2,3", "zoom": 3}, "/bbox"),
        ({"bbox": "0,5,1,4", "zoom": 3}, "/bbox"),
        ({"bbox": "0,nan,1,4", "zoom": 3}, "/bbox"),
        ({"bbox": "0,-91,1,4", "zoom": 3}, "/bbox"),
        ({"bbox": AROUND, "zoom": 23}, "/zoom"),
        ({"bbox": AROUND, "zoom": 3, "category": "none"}, "/category"),
    ],
)
def test_a_map_that_cannot_be_is_a_400(anonymous: APIClient, db: None, params: dict[str, Any], pointer: str) -> None:
    answer = anonymous.get(URL, params)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_the_work_is_bounded_whatever_the_zoom(anonymous: APIClient, db: None) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            look(anonymous, "-180,-90,180,90", zoom=22)
        return len(captured)

    vendor_at(BRISTOL)
    one = queries()
    for step in range(49):
        vendor_at(Point(step, step))
    assert queries() == one <= 6


def test_the_index_of_points_answers(db: None) -> None:
    VendorFactory.create_batch(20, latitude=51, longitude=0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; ANALYZE vendors_vendor")
        statement = clusters._OF_SQUARES.format(place=clusters._place())
        cursor.execute("EXPLAIN " + statement, [1.0, [0], [51], 10])
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "vendor_on_map" in plan


def test_the_style_is_a_setting_and_none_is_said(anonymous: APIClient, db: None, settings: Any) -> None:
    assert anonymous.get("/api/v1/map-style/").json() == {"style_url": None, "attribution": ""}
    settings.MAP_STYLE_URL, settings.MAP_ATTRIBUTION = "https://maps.example/style.json", "© Mapmakers"
    assert anonymous.get("/api/v1/map-style/").json() == {
        "style_url": "https://maps.example/style.json",
        "attribution": "© Mapmakers",
    }
