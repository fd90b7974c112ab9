"""Pages of categories and cities, the sitemap, and what a profile tells search engines of its hours."""

import json
import re
from datetime import date, time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from config import sitemaps
from legal.documents import NAMES
from tests.factories import CategoryFactory, VendorFactory
from vendors.models import OpeningHours, SpecialDay, Vendor
from vendors.services import count_listed, refresh_search

INDEX = "<!doctype html><html><head><!--head--><!--/head--></head><body></body></html>"


@pytest.fixture(autouse=True)
def _built_web_app(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "index.html").write_text(INDEX)
    settings.FRONTEND_DIST = tmp_path
    cache.clear()


@pytest.fixture
def town(db: None) -> None:
    food = CategoryFactory.create(slug="food")
    bakery = CategoryFactory.create(slug="bakery", parent=food)
    for number in range(3):
        VendorFactory.create(name=f"Bread {number}", category=bakery, city="Bath")
    VendorFactory.create(name="Books", category=CategoryFactory.create(slug="books"), city="Bristol")
    refresh_search(Vendor.objects.all())
    count_listed()


def linked_data(html: str) -> Any:
    found = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize(
    ("path", "title", "trail"),
    [
        ("/c/bakery", "Bakery", ["TrustTrack", "Food", "Bakery"]),
        ("/c/food", "Food", ["TrustTrack", "Food"]),
        ("/in/bath-gb", "Local businesses in Bath", ["TrustTrack", "Bath"]),
        ("/in/bath-gb/bakery", "Bakery in Bath", ["TrustTrack", "Bath", "Bakery"]),
    ],
)
def test_a_landing_page_says_what_it_lists_before_any_script(client: Client, path: str, title: str, trail: list[str]) -> None:
    answer = client.get(path)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert f"<title>{title} · TrustTrack</title>" in html
    assert f'<link rel="canonical" href="http://localhost:8000{path}">' in html
    assert 'property="og:title"' in html
    breadcrumbs, items = linked_data(html)["@graph"]
    assert [each["name"] for each in breadcrumbs["itemListElement"]] == trail
    assert {each["name"] for each in items["itemListElement"]} == {"Bread 0", "Bread 1", "Bread 2"}


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("path", ["/c/books", "/in/bristol-gb", "/in/bristol-gb/books", "/in/bath-gb/books"])
def test_a_thin_page_is_not_for_search_engines(client: Client, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex, nofollow")


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("path", ["/c/nothing", "/in/nowhere", "/in/nowhere-gb/bakery", "/in/bath-gb/nothing"])
def test_what_is_not_there_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("town")
def test_a_city_without_its_country_leads_to_the_largest(client: Client) -> None:
    answer = client.get("/in/bath")
    assert (answer.status_code, answer["Location"]) == (301, "/in/bath-gb")


def addresses(client: Client, path: str) -> list[str]:
    answer: Any = client.get(path)
    assert answer["Content-Type"] == "application/xml"
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return [str(each.text) for each in ET.fromstring(body).iter() if each.tag.endswith("loc")]


@pytest.mark.usefixtures("town")
def test_the_sitemap_names_parts_and_the_parts_name_every_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PART", 2)
    suspended = VendorFactory.create(is_suspended=True)
    found = [
        path
        for part in addresses(client, "/sitemap.xml")
        for path in addresses(client, part.removeprefix("http://localhost:8000"))
    ]
    slugs = Vendor.objects.exclude(pk=suspended.pk).values_list("slug", flat=True)
    assert set(found) == {
        *(f"http://localhost:8000/v/{slug}" for slug in slugs),
        *(f"http://localhost:8000/c/{slug}" for slug in ("bakery", "books")),  # the first two
        "http://localhost:8000/in/bath-gb",
        "http://localhost:8000/legal/",
        *(f"http://localhost:8000/legal/{name}" for name in NAMES),
    }
    assert len(found) == len(set(found))


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("path", ["/sitemaps/vendors-9999.xml", "/sitemaps/people-0.xml", "/sitemaps/cities-1.xml"])
def test_a_part_that_is_not_there_is_a_404(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_robots_find_the_sitemap(client: Client) -> None:
    assert "Sitemap: http://localhost:8000/sitemap.xml" in client.get("/robots.txt").content.decode()


def test_a_profile_tells_its_hours(client: Client, vendor: Vendor) -> None:
    OpeningHours.objects.create(vendor=vendor, weekday=0, opens=time(9), closes=time(17))
    OpeningHours.objects.create(vendor=vendor, weekday=1, opens=time(0), closes=time(0))
    SpecialDay.objects.create(vendor=vendor, day=date(2026, 12, 25))
    hours = linked_data(client.get(f"/v/{vendor.slug}").content.decode())["openingHoursSpecification"]
    kind = {"@type": "OpeningHoursSpecification"}
    assert hours == [
        kind | {"dayOfWeek": "https://schema.org/Monday", "opens": "09:00", "closes": "17:00"},
        kind | {"dayOfWeek": "https://schema.org/Tuesday", "opens": "00:00", "closes": "23:59"},
        kind | {"validFrom": "2026-12-25", "validThrough": "2026-12-25", "opens": "00:00", "closes": "00:00"},
    ]
