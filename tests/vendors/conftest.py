"""A small town for discovery."""

from collections.abc import Callable
from typing import Any

import pytest
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import MembershipFactory, VendorFactory
from vendors.models import MembershipRole, Vendor
from vendors.places import Point, cells_of
from vendors.services import refresh_search

BRISTOL = Point(51.4545, -2.5879)
Found = Callable[..., list[str]]


@pytest.fixture
def manager(vendor: Vendor) -> User:
    """Manager of `vendor`."""
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER, user__email="manager@example.com").user


@pytest.fixture
def find(anonymous: APIClient, db: None) -> Found:
    """`find(search="bread")` lists the names found, page after page."""

    def found(**params: Any) -> list[str]:
        response = anonymous.get("/api/v1/vendors/", params)
        assert response.status_code == 200, response.content
        names = [row["slug"] for row in response.json()["results"]]
        while url := response.json()["next"]:
            response = anonymous.get(url)
            names += [row["slug"] for row in response.json()["results"]]
        return names

    return found


def vendor_at(point: Point, **fields: Any) -> Vendor:
    """A vendor on the map, found by its words."""
    vendor = VendorFactory.create(latitude=point.latitude, longitude=point.longitude, **cells_of(point)._asdict(), **fields)
    refresh_search([vendor])
    return vendor
