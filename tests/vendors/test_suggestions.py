"""GET /api/v1/vendors/suggest/ and GET /api/v1/places/."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.factories import CategoryFactory, ItemFactory, VendorFactory
from vendors.models import Place, Vendor
from vendors.services import count_listed, refresh_search

URL = "/api/v1/vendors/suggest/"
PLACES = "/api/v1/places/"
Suggest = Callable[[str], dict[str, list[str]]]


@pytest.fixture
def suggest(anonymous: APIClient) -> Suggest:
    """`suggest("bre")` gives the texts by kind."""

    def ask(typed: str) -> dict[str, list[str]]:
        by_kind: dict[str, list[str]] = {}
        for row in anonymous.get(URL, {"q": typed}).json()["results"]:
            by_kind.setdefault(row["kind"], []).append(row["text"])
        return by_kind

    return ask


@pytest.fixture
def bakery(db: None) -> Vendor:
    category = CategoryFactory.create(slug="bakery", name="Bakery and cakes")
    vendor = VendorFactory.create(
        slug="bread-house", name="Bread House", category=category, city="Breda", country="NL", latitude=51.58, longitude=4.77
    )
    ItemFactory.create(vendor=vendor, name="Breakfast roll")
    ItemFactory.create(vendor=vendor, name="Breadsticks", is_available=False)
    refresh_search([vendor])
    return vendor


@pytest.mark.usefixtures("bakery")
def test_everything_that_begins_so_is_suggested_by_kind(suggest: Suggest) -> None:
    assert suggest("bre") == {
        "word": ["bread", "breakfast", "breda"],
        "vendor": ["Bread House"],
        "item": ["Breakfast roll"],
        "place": ["Breda"],
    }
    assert suggest("cak") == {"word": ["cakes"], "category": ["Bakery and cakes"]}


@pytest.mark.usefixtures("bakery")
def test_the_words_before_the_last_stay_as_they_were_typed(suggest: Suggest) -> None:
    assert suggest("Fresh brea")["word"] == ["Fresh bread", "Fresh breakfast"]
    assert suggest("Fresh, brea!")["word"] == ["Fresh, bread", "Fresh, breakfast"]
    assert suggest("house bre")["vendor"] == ["Bread House"]


@pytest.mark.usefixtures("bakery")
@pytest.mark.parametrize("typed", ["", "b", " ", "%", "_", '"', "-", "b" * 300, "\\", "zzzz", "OR"])
def test_anything_typed_is_answered(suggest: Suggest, typed: str) -> None:
    assert suggest(typed) == {}


def test_suspended_vendors_are_not_suggested(suggest: Suggest, bakery: Vendor) -> None:
    Vendor.objects.update(is_suspended=True)
    count_listed()
    assert set(suggest("bre")) == {"word"}


def test_r28_suggestions_take_as_many_queries_with_many_rows(suggest: Suggest, bakery: Vendor) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            suggest("bre")
        return len(captured)

    one = queries()
    VendorFactory.create_batch(49, name="Bread shop")
    refresh_search(Vendor.objects.all())
    assert queries() <= one <= 16


@pytest.mark.usefixtures("bakery")
def test_a_city_is_found_by_its_beginning_and_coarsely_placed(anonymous: APIClient) -> None:
    Place.objects.update(latitude=51.58123456)
    (found,) = anonymous.get(PLACES, {"q": "bré"}).json()["results"]
    assert found == {
        "name": "Breda",
        "kind": "city",
        "country": "NL",
        "slug": "breda-nl",
        "latitude": 51.581,
        "longitude": 4.77,
    }


@pytest.mark.parametrize("typed", ["bs1 4dj", "BS14DJ", "bs1"])
def test_a_postcode_is_found_however_it_is_written(anonymous: APIClient, db: None, typed: str) -> None:
    refresh_search([VendorFactory.create(postcode="BS1 4DJ", latitude=51.45, longitude=-2.59)])
    (found,) = anonymous.get(PLACES, {"q": typed}).json()["results"]
    assert (found["kind"], found["name"], found["slug"]) == ("postcode", "BS1 4DJ", None)


def test_a_city_lies_in_the_middle_of_its_vendors_once_they_are_counted(anonymous: APIClient, db: None) -> None:
    for latitude in (51.0, 51.1, 59.0):
        refresh_search([VendorFactory.create(latitude=latitude, longitude=-2.5)])
    count_listed()
    (found,) = anonymous.get(PLACES, {"q": "bristol"}).json()["results"]
    assert found["latitude"] == 51.1


def test_a_postcode_lies_in_the_middle_of_its_vendors_too(anonymous: APIClient, db: None) -> None:
    for latitude in (59.0, 51.0, 51.1):
        refresh_search([VendorFactory.create(latitude=latitude, longitude=-2.5, postcode="BS1 4DJ")])
    count_listed()
    (found,) = anonymous.get(PLACES, {"q": "bs14dj"}).json()["results"]
    assert found["latitude"] == 51.1


def test_a_city_without_a_place_is_placed_by_the_first_vendor_that_has_one(anonymous: APIClient, db: None) -> None:
    refresh_search([VendorFactory.create()])
    assert anonymous.get(PLACES, {"q": "bristol"}).json()["results"] == []
    refresh_search([VendorFactory.create(latitude=51.4, longitude=-2.5)])
    assert len(anonymous.get(PLACES, {"q": "bristol"}).json()["results"]) == 1


class Nominatim(http.server.BaseHTTPRequestHandler):
    """The outside gazetteer: answers what its server was given, and keeps what it was asked."""

    def do_GET(self) -> None:
        server: Any = self.server
        server.asked.append((self.path, dict(self.headers)))
        body = server.answer
        self.send_response(server.status if body is not None else 500)
        self.send_header("Location", "/elsewhere")  # what a redirect has
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def geocoder(settings: Any) -> Iterator[Any]:
    server: Any = http.server.HTTPServer(("127.0.0.1", 0), Nominatim)
    server.asked, server.answer, server.status = [], b"[]", 200
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.GEOCODER_URL = f"http://127.0.0.1:{server.server_port}"
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.usefixtures("bakery")
def test_the_outside_gazetteer_is_asked_only_where_ours_knows_nothing_and_of_nothing_but_words(
    anonymous: APIClient, geocoder: Any
) -> None:
    row = {"lat": "48.85661", "lon": "2.35222", "display_name": "Paris, France", "address": {"country_code": "fr"}}
    geocoder.answer = json.dumps([row]).encode()
    assert anonymous.get(PLACES, {"q": "breda"}).json()["results"][0]["slug"] == "breda-nl"
    assert geocoder.asked == []
    for _ in range(2):  # the second is kept
        (found,) = anonymous.get(PLACES, {"q": "paris"}, REMOTE_ADDR="192.0.2.7").json()["results"]
    assert found == {
        "name": "Paris, France", "kind": "address", "country": "FR", "slug": None, "latitude": 48.857, "longitude": 2.352,
    }  # fmt: skip
    ((path, headers),) = geocoder.asked
    assert path == "/search?q=paris&format=jsonv2&limit=8&addressdetails=1"
    assert "192.0.2.7" not in str(headers)


@pytest.mark.usefixtures("db")
@pytest.mark.parametrize("answer", [None, b"no json", b'{"a": 1}', b'[{"lat": "95", "lon": "0", "display_name": "x"}]', b"[1]"])
def test_an_outside_gazetteer_that_fails_knows_nothing(anonymous: APIClient, geocoder: Any, answer: bytes | None) -> None:
    geocoder.answer = answer
    cache.clear()
    assert anonymous.get(PLACES, {"q": "paris"}).json() == {"results": []}


@pytest.mark.usefixtures("db")
def test_an_outside_gazetteer_sends_us_nowhere(anonymous: APIClient, geocoder: Any) -> None:
    geocoder.status = 302
    cache.clear()
    assert anonymous.get(PLACES, {"q": "paris"}).json() == {"results": []}
    assert len(geocoder.asked) == 1
