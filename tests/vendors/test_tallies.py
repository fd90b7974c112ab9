"""How many vendors a category lists, without counting them."""

import pytest
from django.db import transaction

from tests.factories import VendorFactory
from tests.threads import at_once
from vendors.models import Category, CategoryTally, Vendor
from vendors.tallies import check_tallies, fold_tallies, listed_vendors


@pytest.fixture
def bakery() -> Category:
    return Category.objects.create(slug="bakery", name="Bakery")


@pytest.fixture
def florist() -> Category:
    return Category.objects.create(slug="florist", name="Florist")


@pytest.mark.django_db
def test_new_moved_suspended_and_gone_vendors_are_counted(bakery: Category, florist: Category) -> None:
    first, second, third = VendorFactory.create_batch(3, category=bakery)
    assert listed_vendors() == {bakery.pk: 3}
    first.category = florist
    first.save()
    Vendor.objects.filter(pk=second.pk).update(is_suspended=True)
    assert listed_vendors() == {bakery.pk: 1, florist.pk: 1}
    Vendor.objects.filter(pk=second.pk).update(is_suspended=False)
    Vendor.objects.filter(pk=third.pk).delete()
    assert listed_vendors() == {bakery.pk: 1, florist.pk: 1}
    assert list(check_tallies()) == []


@pytest.mark.django_db
def test_a_suspended_vendor_that_changes_its_category_counts_nowhere(bakery: Category, florist: Category) -> None:
    vendor = VendorFactory.create(category=bakery, is_suspended=True)
    Vendor.objects.filter(pk=vendor.pk).update(category=florist)
    assert listed_vendors() == {}


@pytest.mark.django_db
def test_folding_keeps_the_numbers_in_one_row_each(bakery: Category, florist: Category) -> None:
    VendorFactory.create_batch(3, category=bakery)
    Vendor.objects.filter(pk=VendorFactory.create(category=florist).pk).delete()
    assert fold_tallies() == 4
    assert list(CategoryTally.objects.values_list("category", "vendors")) == [(bakery.pk, 3)]
    assert fold_tallies() == 0


@pytest.mark.django_db
def test_the_audit_names_a_number_that_is_wrong(bakery: Category) -> None:
    VendorFactory.create(category=bakery)
    CategoryTally.objects.create(category=bakery, vendors=1)
    assert list(check_tallies()) == [f"category {bakery.pk} says 2 vendors and has 1"]


@pytest.mark.django_db(transaction=True)
def test_vendors_that_begin_while_tallies_are_folded_are_not_lost(bakery: Category) -> None:
    VendorFactory.create_batch(2, category=bakery)

    def begin() -> None:
        with transaction.atomic():
            VendorFactory.create(category=bakery)

    at_once(*[begin] * 4, *[fold_tallies] * 4)
    assert listed_vendors() == {bakery.pk: 6}
