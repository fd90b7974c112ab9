"""The badge follows the checks, by the database's own hand, and nothing else can set it."""

import importlib
from datetime import timedelta

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import User
from tests.factories import VendorFactory, approve_all_checks
from vendors.models import REQUIRED_CHECKS, CheckKind, CheckStatus, Vendor, Verification, VerificationCheck

YEAR = timedelta(days=365)


def is_verified(vendor: Vendor) -> bool:
    return Vendor.objects.with_verification().get(pk=vendor.pk).is_verified


def decide(vendor: Vendor, kind: CheckKind, by: User, status: CheckStatus = CheckStatus.APPROVED) -> VerificationCheck:
    now = timezone.now()
    why = {"reason": "seen", "reason_code": "other"}
    return VerificationCheck.objects.create(
        vendor=vendor, kind=kind, status=status, decided_by=by, decided_at=now, expires_at=now + YEAR, **why
    )


def test_migration_requires_what_the_model_requires() -> None:
    migration = importlib.import_module("vendors.migrations.0002_verification")
    assert set(migration.REQUIRED) == {str(kind) for kind in REQUIRED_CHECKS}


def test_badge_comes_with_the_last_required_check(moderator: User) -> None:
    vendor = VendorFactory.create()
    for kind in REQUIRED_CHECKS[:-1]:
        decide(vendor, kind, moderator)
    assert not is_verified(vendor)
    last = decide(vendor, REQUIRED_CHECKS[-1], moderator)
    verification = Verification.objects.get(vendor=vendor)
    assert is_verified(vendor)
    assert verification.verified_at == last.decided_at
    assert verification.verified_until == vendor.checks.order_by("expires_at")[0].expires_at


@pytest.mark.parametrize("status", [CheckStatus.REJECTED, CheckStatus.WITHDRAWN])
def test_a_later_refusal_removes_the_badge(vendor: Vendor, moderator: User, status: CheckStatus) -> None:
    decide(vendor, CheckKind.ADDRESS, moderator, status)
    assert not Verification.objects.filter(vendor=vendor).exists()


def test_a_new_submission_keeps_the_badge(vendor: Vendor) -> None:
    VerificationCheck.objects.create(vendor=vendor, kind=CheckKind.ADDRESS, evidence="Council tax bill")
    assert is_verified(vendor)


def test_badge_follows_updates(vendor: Vendor, moderator: User) -> None:
    sooner = timezone.now() + timedelta(days=3)
    vendor.checks.filter(kind=CheckKind.PHONE).update(expires_at=sooner)
    assert Verification.objects.get(vendor=vendor).verified_until == sooner
    vendor.checks.filter(kind=CheckKind.PHONE).update(status=CheckStatus.WITHDRAWN)
    assert not is_verified(vendor)


def test_a_waived_check_counts_until_it_expires(moderator: User) -> None:
    vendor = VendorFactory.create()
    for kind in REQUIRED_CHECKS:
        decide(vendor, kind, moderator, CheckStatus.WAIVED if kind == CheckKind.PHONE else CheckStatus.APPROVED)
    assert is_verified(vendor)
    vendor.checks.filter(kind=CheckKind.PHONE).update(status=CheckStatus.EXPIRED)
    assert not Verification.objects.filter(vendor=vendor).exists()


def test_no_submission_is_ever_deleted(vendor: Vendor) -> None:
    with pytest.raises(DatabaseError, match="foreign key"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vendors_verificationcheck; SET CONSTRAINTS ALL IMMEDIATE")


def test_badge_moves_with_a_check_to_another_vendor(vendor: Vendor) -> None:
    vendor.checks.filter(kind=CheckKind.PHONE).update(vendor=VendorFactory.create())
    assert not is_verified(vendor)


def test_badge_lapses_by_itself(vendor: Vendor) -> None:
    past = timezone.now() - timedelta(days=2)
    vendor.checks.update(decided_at=past, expires_at=past + timedelta(days=1))
    assert Verification.objects.filter(vendor=vendor).exists()
    assert not is_verified(vendor)
    assert not Vendor.objects.verified().filter(pk=vendor.pk).exists()


def test_many_vendors_at_once_cost_one_pass(db: None) -> None:
    vendors = VendorFactory.create_batch(3)
    for vendor in vendors:
        approve_all_checks(vendor)
    VerificationCheck.objects.filter(vendor=vendors[0]).update(status=CheckStatus.WITHDRAWN)
    assert Verification.objects.count() == 2


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO vendors_verification SELECT id, now(), now() + interval '1 year' FROM vendors_vendor WHERE slug = 'plain'",
        "UPDATE vendors_verification SET verified_until = now() + interval '9 years'",
        "DELETE FROM vendors_verification",
        "SET LOCAL session_replication_role = replica; UPDATE vendors_verification SET verified_until = now()",
        (
            "INSERT INTO vendors_verification SELECT vendor_id, now(), now() FROM vendors_verification"
            " ON CONFLICT (vendor_id) DO UPDATE SET verified_until = 'infinity'"
        ),
    ],
)
def test_even_the_owner_cannot_write_the_badge(vendor: Vendor, statement: str) -> None:
    VendorFactory.create(slug="plain")
    with (
        pytest.raises(DatabaseError, match="verification follows from the checks"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute(statement)


def test_application_role_causes_the_write_without_the_right_to_write(vendor: Vendor) -> None:
    role = "vendors_app_of_test"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
        cursor.execute(f"GRANT SELECT ON vendors_verification, vendors_checkmove TO {role}")
        cursor.execute(f"GRANT ALL ON vendors_verificationcheck TO {role}")
        cursor.execute(f"SET LOCAL ROLE {role}")
        taken_back = "UPDATE vendors_verificationcheck SET status = 'withdrawn' WHERE vendor_id = %s AND kind = 'phone'"
        cursor.execute(taken_back, [vendor.pk])
        cursor.execute("SELECT count(*) FROM vendors_checkmove WHERE to_status = 'withdrawn'")
        assert cursor.fetchone() == (1,)
        cursor.execute("SELECT count(*) FROM vendors_verification WHERE vendor_id = %s", [vendor.pk])
        assert cursor.fetchone() == (0,)
        cursor.execute("RESET ROLE")
        transaction.set_rollback(True)


def test_truncate_is_refused_outside_of_test_databases(vendor: Vendor) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'vendors_refuse_verification'")
        (source,) = cursor.fetchone()
    assert "current_database() LIKE 'test\\_%'" in source


def test_a_refusal_is_a_restrict_violation(vendor: Vendor) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        Verification.objects.filter(vendor=vendor).update(verified_at=timezone.now())
    assert isinstance(caught.value.__cause__, psycopg.errors.RestrictViolation)
