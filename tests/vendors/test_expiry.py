"""A check that runs out: its owners are told ahead, once each time, and the badge goes everywhere at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from ledger.models import Entry
from notifications.models import InboxMail
from orders.models import Order
from tests.ledger.owner import rewrite
from tests.stories import placed_order
from tests.threads import at_once
from tests.work import do_due_work
from vendors.badges import chain_of, record_badges
from vendors.models import BadgeChange, CheckKind, CheckMethod, CheckReason, CheckStatus, Item, Vendor, VerificationCheck
from vendors.services import decide_check, submit_check
from vendors.services.expiring import expire_checks, warn_of_expiry

Api = Callable[[User], APIClient]
DAY = timedelta(days=1)


def run_out_in(vendor: Vendor, left: timedelta, kind: CheckKind = CheckKind.ADDRESS) -> VerificationCheck:
    """Travel: have a check of the vendor's end in so long (or have ended), as it would have been decided a year before."""
    now = timezone.now()
    vendor.checks.filter(kind=kind).update(decided_at=now - 300 * DAY, expires_at=now + left)
    if BadgeChange.objects.exists():
        rewrite("UPDATE vendors_badgechange SET until = %s", now + left, tables=("vendors_badgechange",))
    return vendor.checks.get(kind=kind)


def warnings() -> list[tuple[str, int]]:
    rows = Event.objects.filter(type="vendor.check_expiring").order_by("pk").values_list("payload", flat=True)
    return [(payload["kind"], payload["days"]) for payload in rows]


# --- Ahead ------------------------------------------------------------------------------------------------------------


def test_owners_are_warned_a_month_and_a_week_ahead_once_each(vendor: Vendor) -> None:
    run_out_in(vendor, 31 * DAY)
    assert warn_of_expiry() == 0
    for days in (2, 5, 20, 24, 27):
        with time_machine.travel(timezone.now() + days * DAY):
            warn_of_expiry()
            warn_of_expiry()
    assert warnings() == [("address", 30), ("address", 7)]


def test_who_is_told_of_the_week_is_not_told_of_the_month_as_well(vendor: Vendor) -> None:
    run_out_in(vendor, 3 * DAY)
    assert [warn_of_expiry(), warn_of_expiry()] == [1, 0]
    assert warnings() == [("address", 7)]


def test_nobody_is_warned_of_what_was_renewed_or_has_run_out(vendor: Vendor, vendor_owner: User, moderator: User) -> None:
    run_out_in(vendor, 3 * DAY)
    renewal = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="New bill")
    decide_check(renewal, approve=True, by=moderator, expires_at=timezone.now() + 365 * DAY)
    run_out_in(vendor, -DAY, CheckKind.PHONE)
    assert warn_of_expiry() == 0


def test_the_mail_says_what_ends_when_and_what_it_costs(vendor: Vendor, vendor_owner: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.mail.InboxBackend"
    check = run_out_in(vendor, 6 * DAY)
    warn_of_expiry()
    do_due_work()
    mail = InboxMail.objects.get(to=vendor_owner.email)
    assert mail.subject == f"Address: runs out for Crumb & Co on {check.expires_at:%-d %B %Y}"
    assert "loses its verified badge" in mail.text
    assert "/dashboard/crumb-and-co/verification" in mail.text


def test_decisions_are_mailed_with_their_reason(vendor: Vendor, vendor_owner: User, moderator: User, settings: Any) -> None:
    settings.EMAIL_BACKEND = "notifications.mail.InboxBackend"
    check = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="Bill")
    decide_check(check, approve=False, by=moderator, reason_code=CheckReason.UNREADABLE, reason="Page two above all.")
    do_due_work()
    mail = InboxMail.objects.get(to=vendor_owner.email)
    assert mail.subject == "Address: not approved for Crumb & Co"
    assert "Send a sharper picture, or the original PDF. Page two above all." in mail.text


# --- At once, everywhere ----------------------------------------------------------------------------------------------


def is_shown_as_verified(anonymous: APIClient, order: Order) -> dict[str, bool]:
    listed = anonymous.get("/api/v1/vendors/", {"is_verified": "true"}).json()["results"]
    profile = anonymous.get("/api/v1/vendors/crumb-and-co/").json()
    return {
        "list": [row["slug"] for row in listed] == ["crumb-and-co"],
        "profile": profile["is_verified"],
        "orders": profile["accepts_orders"],
        "tracking": anonymous.get(f"/api/v1/tracking/{order.uid}/").json()["vendor"]["is_verified"],
    }


def test_r05_it_is_gone_everywhere_the_moment_it_runs_out(anonymous: APIClient, api: Api, customer: User, item: Item) -> None:
    vendor, order = item.vendor, placed_order(customer, item)
    record_badges([vendor.pk])
    assert set(is_shown_as_verified(anonymous, order).values()) == {True}
    run_out_in(vendor, -timedelta(seconds=1))
    assert set(is_shown_as_verified(anonymous, order).values()) == {False}
    body: dict[str, Any] = {"vendor": vendor.slug, "items": [{"item": item.pk, "quantity": 1}], "fulfilment": "pickup"}
    body["contact"] = {"name": "Ada", "phone": "+441174960000", "email": "ada@example.com"}
    assert api(customer).post("/api/v1/orders/", body).json()["code"] == "vendor_not_taking_orders"
    assert expire_checks() == 1
    assert set(is_shown_as_verified(anonymous, order).values()) == {False}


def test_the_clock_tells_it_in_the_log_with_its_time_and_why(vendor: Vendor, anonymous: APIClient) -> None:
    record_badges([vendor.pk])
    check = run_out_in(vendor, -timedelta(minutes=3))
    assert [expire_checks(), expire_checks()] == [1, 0]
    change = BadgeChange.objects.order_by("-pk")[0]
    assert (change.move, change.check_kind, change.because, change.at) == ("expire", "address", "expired", check.expires_at)
    assert Entry.objects.filter(chain__name=chain_of(vendor.slug)).order_by("seq").last().kind == "badge.expire"  # type: ignore[union-attr]  # there is one
    (line, _) = anonymous.get("/api/v1/vendors/crumb-and-co/badge/").json()["results"]
    assert (line["move"], line["sentence"], line["check"]) == ("expire", "Ended: address ran out.", "address")
    assert Event.objects.filter(type="vendor.check_expired").count() == 1


def test_a_renewal_in_time_leaves_no_gap(vendor: Vendor, vendor_owner: User, moderator: User) -> None:
    record_badges([vendor.pk])
    old = run_out_in(vendor, 5 * DAY)
    vendor.checks.exclude(pk=old.pk).update(expires_at=timezone.now() + 900 * DAY)
    renewal = submit_check(vendor, by=vendor_owner, kind=CheckKind.ADDRESS, evidence="New bill")
    assert Vendor.objects.verified().filter(pk=vendor.pk).exists()
    decide_check(renewal, approve=True, by=moderator, method=CheckMethod.VISIT, expires_at=timezone.now() + 365 * DAY)
    VerificationCheck.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert expire_checks() == 1
    old.refresh_from_db()
    assert old.status == CheckStatus.EXPIRED
    assert Vendor.objects.verified().filter(pk=vendor.pk).exists()
    assert list(BadgeChange.objects.order_by("pk").values_list("move", flat=True)) == ["grant", "renew"]
    assert not Event.objects.filter(type="vendor.check_expired").exists()


@pytest.mark.django_db(transaction=True)
def test_two_clocks_expire_once(vendor: Vendor) -> None:
    record_badges([vendor.pk])
    run_out_in(vendor, -DAY)
    assert sum(at_once(*[expire_checks] * 3)) == 1
    assert BadgeChange.objects.filter(move="expire").count() == 1
    assert Event.objects.filter(type="vendor.check_expired").count() == 1
