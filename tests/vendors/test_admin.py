"""The platform's desk."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common.models import AuditEntry
from tests.desks import desk_of
from tests.factories import CategoryFactory, ItemFactory, VendorFactory
from vendors.models import CheckKind, Vendor, VerificationCheck
from vendors.windows import by_index


@pytest.fixture
def desk(moderator: User) -> Client:
    """The moderator's browser."""
    return desk_of(moderator)


@pytest.fixture
def check(vendor: Vendor, customer: User) -> VerificationCheck:
    """A submission that waits."""
    return VerificationCheck.objects.create(
        vendor=VendorFactory.create(name="New Shop"), kind=CheckKind.IDENTITY, evidence="Passport"
    )


def test_what_stands_checked_is_not_edited_here(desk: Client) -> None:
    verified = VendorFactory.create(verified=True)
    url = reverse("admin:vendors_vendor_change", args=[verified.pk])
    refused = desk.post(url, edited(verified, name="Big Bank", phone="+441174960999"))
    assert "This changes what was checked (business registration, phone number)" in refused.content.decode()
    assert desk.post(url, edited(verified, name=f"{verified.name.upper()}!", tagline="Bread")).status_code == 302
    assert Vendor.objects.verified().get(pk=verified.pk).tagline == "Bread"


def test_a_number_is_kept_as_one(desk: Client) -> None:
    vendor = VendorFactory.create()
    url = reverse("admin:vendors_vendor_change", args=[vendor.pk])
    assert desk.post(url, edited(vendor, phone="0117 496 0123")).status_code == 302
    assert Vendor.objects.get(pk=vendor.pk).phone == "+441174960123"
    assert "Give a phone number like" in desk.post(url, edited(vendor, phone="12")).content.decode()


def edited(vendor: Vendor, **changes: str) -> dict[str, object]:
    """Return what the page of a vendor sends."""
    words = ("name", "tagline", "phone", "email", "line1", "line2", "city", "postcode", "country")
    data: dict[str, object] = {name: getattr(vendor, name) for name in words}
    for prefix in ("checks", "memberships", "hours"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return {**data, "category": vendor.category_id, **changes}


@pytest.mark.parametrize("model", ["vendor", "verificationcheck", "category", "item"])
def test_lists_and_details_open(desk: Client, check: VerificationCheck, model: str) -> None:
    pks = {
        "vendor": check.vendor_id,
        "verificationcheck": check.pk,
        "category": CategoryFactory.create().pk,
        "item": ItemFactory.create().pk,
    }
    assert desk.get(reverse(f"admin:vendors_{model}_changelist")).status_code == 200
    assert desk.get(reverse(f"admin:vendors_{model}_change", args=[pks[model]])).status_code == 200


def test_the_queue_shows_what_waits_first(desk: Client, check: VerificationCheck) -> None:
    older = VerificationCheck.objects.create(
        vendor=check.vendor, kind=CheckKind.PHONE, submitted_at=timezone.now() - timedelta(days=9)
    )
    rows = desk.get(reverse("admin:vendors_verificationcheck_changelist")).context["cl"].result_list
    assert [row.pk for row in rows] == [older.pk, check.pk]


@pytest.mark.parametrize(("status", "shown"), [("approved", {"approved"}), ("any", {"approved", "submitted"})])
def test_the_queue_shows_the_past_by_choice(desk: Client, check: VerificationCheck, status: str, shown: set[str]) -> None:
    page = desk.get(reverse("admin:vendors_verificationcheck_changelist"), {"status": status})
    assert {row.status for row in page.context["cl"].result_list} == shown


def test_the_queue_reads_an_index_however_long_the_past_is(desk: Client, check: VerificationCheck) -> None:
    with CaptureQueriesContext(connection) as queries:
        desk.get(reverse("admin:vendors_verificationcheck_changelist"))
    listed = [query["sql"] for query in queries if 'ORDER BY "vendors_verificationcheck"."submitted_at"' in query["sql"]]
    assert len(listed) == 1
    with by_index(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {listed[0]}")
        plan = "".join(row[0] for row in cursor.fetchall())
    assert re.search("check_waiting|check_one_waiting", plan)  # of two rows either will do: both hold what waits alone


def test_suspend_and_reinstate_need_a_reason(desk: Client, vendor: Vendor) -> None:
    suspend = reverse("admin:vendors_vendor_suspend", args=[vendor.pk])
    assert desk.post(suspend, {"reason": ""}).status_code == 200
    assert desk.post(suspend, {"reason": "Fraud reports"}).status_code == 302
    assert Vendor.objects.get(pk=vendor.pk).is_suspended
    desk.post(reverse("admin:vendors_vendor_reinstate", args=[vendor.pk]), {"reason": "Cleared up"})
    assert not Vendor.objects.get(pk=vendor.pk).is_suspended
    assert list(AuditEntry.objects.order_by("pk").values_list("action", "reason")) == [
        ("suspend", "Fraud reports"),
        ("reinstate", "Cleared up"),
    ]


def test_editing_words_is_audited_and_searched(desk: Client) -> None:
    vendor = VendorFactory.create(name="Crumb & Co")
    url = reverse("admin:vendors_vendor_change", args=[vendor.pk])
    assert desk.post(url, edited(vendor, name="Crumb and Company", city="Bath")).status_code == 302
    assert Vendor.objects.matching("company").get().city == "Bath"
    assert AuditEntry.objects.filter(action="change", object_id=str(vendor.pk)).exists()


@pytest.mark.parametrize("model", ["vendor", "verificationcheck", "category", "item"])
def test_nothing_is_deleted(desk: Client, check: VerificationCheck, model: str) -> None:
    ItemFactory.create()
    pk = {"vendor": check.vendor_id, "verificationcheck": check.pk, "category": check.vendor.category_id, "item": 1}[model]
    assert desk.post(reverse(f"admin:vendors_{model}_delete", args=[pk]), {"post": "yes"}).status_code in {403, 302}
    assert VerificationCheck.objects.filter(pk=check.pk).exists()
    assert Vendor.objects.filter(pk=check.vendor_id).exists()


def test_customers_stay_outside(client: Client, customer: User) -> None:
    client.force_login(customer)
    assert client.get(reverse("admin:vendors_vendor_changelist")).status_code == 302
