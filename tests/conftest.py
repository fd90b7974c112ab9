"""The cast: who acts in the tests, by name, and how they call the API."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.account.internal.userkit import user_id_to_str
from django.conf import settings
from django.core.cache import cache
from django.db import connection, reset_queries
from rest_framework.test import APIClient

from accounts.models import User
from tests import databases
from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory
from vendors.models import Item, MembershipRole, Vendor


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Copy the database that was migrated once, where there is one, instead of migrating each."""
    connection.settings_dict["TEST"]["TEMPLATE"] = databases.template()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test's database; at the end nobody is left in it: PostgreSQL may not know yet that a killed process is gone."""
    with django_db_blocker.unblock():
        databases.empty_quickly()
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    cache.clear()


@pytest.fixture(autouse=True)
def _no_statements_of_before() -> None:
    """Forget the statements that earlier tests captured: a full log of 9,000 takes no more, and a test captures nothing."""
    reset_queries()


@pytest.fixture(autouse=True)
def _static_files_under_their_own_names(settings: Any) -> None:
    """Let server-made pages name static files that nobody has collected."""
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture(autouse=True)
def _passwords_are_quick(settings: Any) -> None:
    """Spend milliseconds on a password; servers that tests start as processes hash as in production."""
    settings.PASSWORD_HASHERS = ["tests.hashers.LightArgon2", *settings.PASSWORD_HASHERS]


@pytest.fixture(autouse=True)
def _documents_leave_no_files(settings: Any) -> None:
    """Keep documents of checks in memory; tests of their files name a folder of their own."""
    settings.STORAGES = {**settings.STORAGES, "documents": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def vendor(db: None) -> Vendor:
    """A verified vendor with a bakery's counter."""
    return VendorFactory.create(slug="crumb-and-co", name="Crumb & Co", verified=True)


@pytest.fixture
def other_vendor(db: None) -> Vendor:
    """Another verified vendor: the stranger's."""
    return VendorFactory.create(slug="elsewhere", name="Elsewhere", verified=True)


@pytest.fixture
def item(vendor: Vendor) -> Item:
    """A loaf for 3.50, ten of them."""
    return ItemFactory.create(vendor=vendor, name="Sourdough loaf", price_minor=350, stock=10)


@pytest.fixture
def customer(db: None) -> User:
    """Someone who buys."""
    return UserFactory.create(email="ada@example.com", name="Ada Lovelace")


@pytest.fixture
def vendor_owner(vendor: Vendor) -> User:
    """Owner of `vendor`."""
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.OWNER, user__email="owner@example.com").user


@pytest.fixture
def vendor_staff(vendor: Vendor) -> User:
    """On the staff of `vendor`."""
    return MembershipFactory.create(vendor=vendor, role=MembershipRole.STAFF, user__email="staff@example.com").user


@pytest.fixture
def stranger(other_vendor: Vendor) -> User:
    """Owner of another vendor."""
    return MembershipFactory.create(vendor=other_vendor, role=MembershipRole.OWNER, user__email="stranger@example.com").user


@pytest.fixture
def moderator(db: None) -> User:
    """A person of the platform with every right."""
    return UserFactory.create(email="moderator@example.com", is_staff=True, is_superuser=True)


@pytest.fixture
def anonymous() -> APIClient:
    """A caller without an account."""
    return APIClient()


@pytest.fixture
def api() -> Callable[[User], APIClient]:
    """`api(customer)` is a client signed in as the customer (no CSRF; the session's own tests check that)."""

    def signed_in(user: User) -> APIClient:
        client = APIClient()
        client.force_authenticate(user)
        return client

    return signed_in


@pytest.fixture
def fresh(api: Callable[[User], APIClient]) -> Callable[[User], APIClient]:
    """`fresh(vendor_owner)` is a client as `api` gives, whose person has proved a moment ago who they are."""

    def signed_in(user: User) -> APIClient:
        client = api(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "email": user.email}]
        session["account_authentication_methods_user"] = user_id_to_str(user)
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
        return client

    return signed_in
