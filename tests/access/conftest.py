"""The town, built once for a module; every test and every call leaves it as it was."""

from collections.abc import Generator
from typing import Any

import pytest
from django.db import transaction
from rest_framework.test import APIClient

from tests.access.world import World, build_world


@pytest.fixture(scope="module")
def _town(django_db_setup: None, django_db_blocker: Any) -> Generator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(_town: World, db: None) -> World:
    """The town, as it was built."""
    _town.sign_everybody_in()  # anew: the last tokens went with the test that they were made in
    return _town


@pytest.fixture
def caller() -> APIClient:
    """Calls without cookies: who it is says the access token."""
    return APIClient(raise_request_exception=False)
