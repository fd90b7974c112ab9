"""/api/v1/me/favourites/: one's own, safe to repeat, bounded."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from discovery import services
from discovery.models import Favourite
from tests.factories import UserFactory, VendorFactory
from vendors.models import Vendor

URL = "/api/v1/me/favourites/"
SLUGS = "/api/v1/me/favourite-slugs/"
Api = Callable[[User], APIClient]


def test_keep_list_and_let_go(api: Api, customer: User, vendor: Vendor) -> None:
    mine = api(customer)
    for _ in range(2):
        assert mine.put(f"{URL}{vendor.slug}/").status_code == 204
    assert Favourite.objects.count() == 1
    (row,) = mine.get(URL).json()["results"]
    assert (row["vendor"]["slug"], row["vendor"]["is_verified"]) == (vendor.slug, True)
    assert mine.get(SLUGS).json() == {"slugs": [vendor.slug]}
    for _ in range(2):
        assert mine.delete(f"{URL}{vendor.slug}/").status_code == 204
    assert mine.get(URL).json()["results"] == []


def test_others_see_nothing_of_it(api: Api, customer: User, vendor: Vendor) -> None:
    api(customer).put(f"{URL}{vendor.slug}/")
    assert api(UserFactory.create()).get(URL).json()["results"] == []
    assert b"favourite" not in APIClient().get(f"/api/v1/vendors/{vendor.slug}/").content


def test_a_vendor_that_is_not_there_is_a_404(api: Api, customer: User, vendor: Vendor) -> None:
    assert api(customer).put(f"{URL}nobody/").status_code == 404
    Vendor.objects.update(is_suspended=True)
    assert api(customer).put(f"{URL}{vendor.slug}/").status_code == 404


def test_a_suspended_vendor_disappears_and_comes_back(api: Api, customer: User, vendor: Vendor) -> None:
    api(customer).put(f"{URL}{vendor.slug}/")
    Vendor.objects.update(is_suspended=True)
    assert api(customer).get(URL).json()["results"] == api(customer).get(SLUGS).json()["slugs"] == []
    Vendor.objects.update(is_suspended=False)
    assert len(api(customer).get(URL).json()["results"]) == 1


def test_there_is_an_end(api: Api, customer: User, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MAX_FAVOURITES", 1)
    first, second = VendorFactory.create_batch(2)
    assert api(customer).put(f"{URL}{first.slug}/").status_code == 204
    answer = api(customer).put(f"{URL}{second.slug}/")
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_favourites")
    assert api(customer).put(f"{URL}{first.slug}/").status_code == 204


def test_the_database_refuses_the_same_twice(customer: User, vendor: Vendor) -> None:
    with pytest.raises(IntegrityError, match="favourite_once"), transaction.atomic():
        for _ in range(2):
            Favourite.objects.create(user=customer, vendor=vendor)


def test_r28_query_count_does_not_grow_with_the_rows(api: Api, customer: User, db: None) -> None:
    def queries() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as captured:
            rows = len(api(customer).get(URL, {"page_size": 100}).json()["results"])
        return len(captured), rows

    Favourite.objects.create(user=customer, vendor=VendorFactory.create())
    one, _ = queries()
    for vendor in VendorFactory.create_batch(49):
        Favourite.objects.create(user=customer, vendor=vendor)
    assert queries() == (one, 50)
    assert one <= 4
