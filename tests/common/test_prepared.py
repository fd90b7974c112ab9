"""Statements that are made once: other values each time, and what a migration does to them."""

from collections.abc import Iterator

import pytest
from django.db import connection, transaction
from django.db.models import CharField

from common.prepared import Given, Prepared
from tests.factories import VendorFactory
from vendors.models import Vendor


def names() -> Prepared[str]:
    """Return a read of the names of vendors of a city whose tagline has a per cent sign."""
    given = Given("city", CharField())
    rows = Vendor.objects.filter(city=given, tagline__contains="100 %").order_by("pk")
    return Prepared(lambda: rows.values_list("name", flat=True))


@pytest.fixture
def wide_names(transactional_db: None) -> Iterator[None]:
    """Let the test change the type of a name, which is as it was afterwards."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vendors_vendor ALTER name TYPE varchar(120)")


@pytest.mark.django_db
def test_values_differ_from_call_to_call_and_the_rest_is_kept() -> None:
    for city in ("Bristol", "Bath", "O'Neil's %s town"):
        VendorFactory.create(name=f"Of {city}", city=city, tagline="100 % rye")
        VendorFactory.create(city=city, tagline="100 pieces")
    read = names()
    for city in ("Bath", "Bristol", "O'Neil's %s town", "nowhere"):
        assert read.rows(city=city) == ([] if city == "nowhere" else [f"Of {city}"])


def test_a_column_of_another_type_is_planned_anew(wide_names: None) -> None:
    VendorFactory.create(name="Crumb", city="Bristol", tagline="100 % rye")
    read = names()
    assert [read.rows(city="Bristol") for _ in range(2)] == [["Crumb"]] * 2
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE vendors_vendor ALTER name TYPE text")
    assert read.rows(city="Bristol") == ["Crumb"]
    with transaction.atomic():
        assert read.rows(city="Bristol") == ["Crumb"]
