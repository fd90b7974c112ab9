"""The demo town: once, the same each time, every status."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from accounts.totp import totp_code, totp_key_of
from events.models import Delivery, Event
from imports.demo.today import BOARD
from orders.models import Order, OrderItem, OrderStatusHistory
from orders.statuses import Status
from reviews.models import Review
from reviews.moderation import may_moderate
from vendors.models import Item, Membership, RegisterAnswer, Vendor, VerificationCheck
from vendors.onboarding import onboarding_of

pytestmark = pytest.mark.django_db
MODELS = (User, Vendor, Item, Membership, VerificationCheck, Order, OrderItem, OrderStatusHistory, Review, Event)


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    settings.BASE_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


def demo_file(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / ".local" / "demo.json").read_text())
    return found


def town() -> dict[str, Any]:
    """Return what people read, without secrets and times."""
    return {
        "vendors": list(
            Vendor.objects.order_by("slug").values_list("slug", "name", "latitude", "phone", "rating_sum", "rating_count")
        ),
        "items": list(Item.objects.order_by("vendor__slug", "position").values_list("name", "price_minor", "stock")),
        "orders": sorted(Order.objects.values_list("vendor__slug", "customer__email", "total_minor", "status", "note")),
        "reviews": sorted(Review.objects.values_list("vendor__slug", "author__email", "rating", "body")),
    }


def test_a_believable_town(home: Path) -> None:
    call_command("demo_data")
    vendors = Vendor.objects.all()
    assert vendors.count() >= 24
    assert len(set(vendors.values_list("category", flat=True))) >= 8
    assert vendors.verified().count() >= 20
    assert vendors.verified(False).count() >= 2
    assert VerificationCheck.objects.filter(status="rejected").exists()
    assert VerificationCheck.objects.filter(status="submitted").exists()
    open_shops = vendors.exclude(slug="finch-daughter")
    assert all(vendor.latitude and vendor.tagline and vendor.hours.exists() and vendor.items.exists() for vendor in open_shops)
    assert set(Order.objects.values_list("status", flat=True)) == set(Status.values)
    assert Review.objects.count() > 50
    assert Review.objects.filter(response__isnull=False).count() > 10
    assert set(Review.objects.values_list("rating", flat=True)) == {1, 2, 3, 4, 5}


def test_the_main_vendors_board_is_lively(home: Path) -> None:
    call_command("demo_data")
    on_board = Order.objects.filter(vendor__slug=demo_file(home)["vendor"])
    for moves in {moves for _, moves in BOARD}:
        assert on_board.filter(status=moves[-1] if moves else Status.PLACED).exists()


def test_the_accounts_are_who_they_say(home: Path) -> None:
    call_command("demo_data")
    facts = demo_file(home)
    people = {role: User.objects.get(email=account["email"]) for role, account in facts["accounts"].items()}
    for role, person in people.items():
        assert person.check_password(facts["accounts"][role]["password"])
        assert EmailAddress.objects.filter(user=person, email=person.email, verified=True, primary=True).exists()
    vendor = Vendor.objects.get(slug=facts["vendor"])
    assert people["owner"].memberships.get().role == "owner"
    assert people["staff"].memberships.get().vendor == vendor
    assert people["stranger"].memberships.get().vendor != vendor
    assert not people["customer"].memberships.exists()
    assert may_moderate(people["moderator"])
    assert not people["moderator"].is_superuser
    assert people["admin"].is_superuser
    live = Order.objects.get(uid=facts["tracking_url"].removeprefix("/track/"))
    assert (live.customer, live.vendor, live.status) == (people["customer"], vendor, Status.PREPARING)
    unreviewed = Order.objects.filter(customer=people["customer"], status=Status.COMPLETED, review__isnull=True)
    assert unreviewed.exists()
    assert stat.S_IMODE((home / ".local" / "demo.json").stat().st_mode) == 0o600


def test_one_is_being_opened_and_the_desk_has_a_queue(home: Path) -> None:
    call_command("demo_data")
    newcomer = Vendor.objects.with_verification().get(slug="finch-daughter")
    assert onboarding_of(newcomer).next_step == "hours"
    waiting = VerificationCheck.objects.waiting()
    assert waiting.filter(documents__scan="clean").count() == 3
    assert RegisterAnswer.objects.filter(is_found=True, verification_check__in=waiting).exists()


def test_a_second_run_adds_nothing_and_keeps_the_passwords(home: Path) -> None:
    call_command("demo_data")
    before, facts = [model._default_manager.count() for model in MODELS], demo_file(home)
    call_command("demo_data")
    assert [model._default_manager.count() for model in MODELS] == before
    assert demo_file(home) == facts


def test_who_needs_a_second_factor_has_one_and_the_file_says_how(home: Path) -> None:
    call_command("demo_data")
    accounts = demo_file(home)["accounts"]
    assert {role for role, account in accounts.items() if "totp_secret" in account} == {
        "owner",
        "stranger",
        "newcomer",
        "moderator",
        "admin",
    }
    owner = User.objects.get(email="owner@example.com")
    assert totp_key_of(owner) == accounts["owner"]["totp_secret"]
    assert Authenticator.objects.get(user=owner).wrap().validate_code(totp_code(accounts["owner"]["totp_secret"]))
    (home / ".local" / "demo.json").unlink()
    call_command("demo_data")
    assert demo_file(home)["accounts"]["owner"]["totp_secret"] == accounts["owner"]["totp_secret"]


def test_a_lost_file_is_written_again_with_new_passwords(home: Path) -> None:
    call_command("demo_data")
    facts = demo_file(home)
    (home / ".local" / "demo.json").write_text("not json")
    call_command("demo_data")
    again = demo_file(home)
    assert again["tracking_url"] == facts["tracking_url"]
    assert again["accounts"]["owner"]["password"] != facts["accounts"]["owner"]["password"]
    assert User.objects.get(email="owner@example.com").check_password(again["accounts"]["owner"]["password"])


def test_passwords_in_the_file_serve_a_new_database(home: Path) -> None:
    (home / ".local").mkdir()
    (home / ".local" / "demo.json").write_text(
        '{"accounts": {"owner": {"email": "owner@example.com", "password": "kept-from-before"}}}'
    )
    call_command("demo_data")
    assert demo_file(home)["accounts"]["owner"]["password"] == "kept-from-before"
    assert User.objects.get(email="owner@example.com").check_password("kept-from-before")


def test_the_same_town_each_time(home: Path) -> None:
    with time_machine.travel("2026-05-04T09:30:00Z", tick=False):
        seen = []
        for _ in range(2):
            with transaction.atomic():
                call_command("demo_data")
                seen.append(town())
                transaction.set_rollback(True)
    assert seen[0] == seen[1]


def test_nobody_is_mailed(home: Path, mailoutbox: list[Any]) -> None:
    call_command("demo_data")
    assert Event.objects.filter(type="order.placed").exists()
    assert not Delivery.objects.exists()
    assert mailoutbox == []
