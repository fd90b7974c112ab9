"""A small town for discovery."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest
from rest_framework.test import APIClient

from accounts.models import User
from tests.factories import MembershipFactory, VendorFactory
from vendors.models import MembershipRole, Vendor
from vendors.places import Point, cells_of
from vendors.services import MadeKey, create_api_key, refresh_search

BRISTOL = Point(51.4545, -2.5879)
Found = Callable[..., list[str]]
Recent = Callable[[User], APIClient]
WithKey = Callable[[str], APIClient]


@pytest.fixture
def manager(vendor: Vendor) -> User:
    """Manager of `vendor`."""
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.MANAGER, user__email="manager@example.com").user


@pytest.fixture
def recent() -> Recent:
    """`recent(vendor_owner)` is a client of somebody who signed in on the website a moment ago."""

    def signed_in(user: User) -> APIClient:
        client = APIClient()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        request = HttpRequest()
        request.session = client.session
        record_authentication(request, user, "password")
        request.session.save()
        return client

    return signed_in


@pytest.fixture
def with_key() -> WithKey:
    """`with_key(text)` is a server that calls with the key."""

    def caller(text: str) -> APIClient:
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Bearer {text}")
        return client

    return caller


@pytest.fixture
def key(vendor: Vendor, vendor_owner: User) -> MadeKey:
    """A key of `vendor`, made by its owner, that sees orders and moves them."""
    return create_api_key(vendor, by=vendor_owner, name="Till", scopes=["orders.advance"])


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
