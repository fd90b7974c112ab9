"""Towns, categories and clocks."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from imports.olist import files
from imports.olist.names import city_of
from imports.olist.times import UnreadableTime, read_time
from tests.imports.folders import Folder
from vendors.models import Category, Item, Vendor

Run = Callable[..., Any]


def test_winter_and_summer_time() -> None:
    winter, summer = read_time("2018-07-01 12:00:00"), read_time("2018-01-01 12:00:00")
    assert winter
    assert summer
    assert (winter.at, summer.at) == (datetime(2018, 7, 1, 15, tzinfo=UTC), datetime(2018, 1, 1, 14, tzinfo=UTC))


def test_a_time_that_the_clocks_jumped_over_is_read_and_flagged() -> None:
    claim = read_time("2017-10-15 00:00:00")  # summer time began at midnight
    assert claim
    assert (claim.at, claim.flags) == (datetime(2017, 10, 15, 3, tzinfo=UTC), ("claimed_in_clock_gap",))


def test_a_time_that_came_twice_is_the_first_and_flagged() -> None:
    claim = read_time("2018-02-17 23:30:00")  # summer time ended at midnight
    assert claim
    assert (claim.at, claim.flags) == (datetime(2018, 2, 18, 1, 30, tzinfo=UTC), ("claimed_in_clock_overlap",))


def test_no_time_is_none_and_a_wrong_one_is_refused() -> None:
    assert read_time("") is None
    for text in ("2018-13-01 00:00:00", "2018-01-01", "0001-01-01", "12:00"):
        with pytest.raises(UnreadableTime):
            read_time(text)


@pytest.mark.parametrize(
    ("written", "city"),
    [
        ("sao paulo", "São Paulo"), ("rio de janeiro", "Rio de Janeiro"), ("ribeirao preto / sao paulo", "Ribeirao Preto"),
        ("sao paulo - sp", "São Paulo"), ("santa barbara d'oeste", "Santa Barbara D'oeste"), ("04482255", "São Paulo"),
        ("vendas@creditparts.com.br", "São Paulo"), ("sp / sp", "São Paulo"), ("", "São Paulo"),
        ("arraial d'ajuda (porto seguro)", "Arraial D'ajuda"),
    ],
)  # fmt: skip
def test_what_sellers_wrote_as_their_city(written: str, city: str) -> None:
    places = files.Places(cities={"01001": "são paulo"}, spellings={"sao paulo": "são paulo"})
    row = {"seller_city": written, "seller_zip_code_prefix": "01001", "seller_state": "SP"}
    assert city_of(row, places) == city


@pytest.mark.django_db
def test_a_place_is_the_median_of_its_points_inside_brazil(folder: Folder, run: Run) -> None:
    for latitude, longitude in ((-23.50, -46.60), (-23.52, -46.62), (-10.0, -40.0), (45.06, 9.34)):
        folder.place("01001", latitude, longitude)
    folder.place("99999")
    folder.add(files.PLACES.file, {"geolocation_zip_code_prefix": "01001", "geolocation_lat": "north"})
    folder.order("o1")
    result = run(folder.write())
    vendor = Vendor.objects.get()
    assert (vendor.latitude, vendor.longitude) == (-23.51, -46.61)
    assert result.files[files.PLACES.file] == {
        "read": 7, "imported": 4, "refused": {"place_not_in_brazil": 2, "place_of_no_vendor": 1},
    }  # fmt: skip


@pytest.mark.django_db
def test_a_seller_without_a_known_postcode_has_no_place(folder: Folder, run: Run) -> None:
    folder.seller("s2", prefix="77777", city="12345")
    run(folder.write())
    vendor = Vendor.objects.get(external_id="s2")
    assert (vendor.latitude, vendor.cell_7, vendor.city) == (None, None, "SP")
    assert vendor.category.name == "Other"


@pytest.mark.django_db
def test_a_vendors_category_is_what_it_sold_most(folder: Folder, run: Run) -> None:
    folder.product("p2", category="pc_gamer")  # without a translation
    folder.product("p3", category="")
    folder.order("o1")
    folder.line("o1", 2, product="p2")
    folder.line("o1", 3, product="p2")
    folder.line("o1", 4, product="p3")
    result = run(folder.write())
    assert Vendor.objects.get().category.name == "Pc gamer"
    assert sorted(Item.objects.values_list("section", flat=True)) == ["Other", "Pc gamer", "Perfumery"]
    assert Category.objects.count() == 1
    assert result.files[files.TRANSLATIONS.file]["imported"] == 1
