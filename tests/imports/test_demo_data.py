"""The demo town: who and what is in it, and what a second run leaves alone."""

import json
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

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
HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
MODELS = (User, Vendor, Item, Membership, VerificationCheck, Order, OrderItem, OrderStatusHistory, Review, Event)


@pytest.fixture(scope="module")
def _town(tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any) -> Iterator[Path]:
    home = tmp_path_factory.mktemp("home")
    documents = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    own = override_settings(BASE_DIR=home, PASSWORD_HASHERS=[HASHER], STORAGES={**settings.STORAGES, "documents": documents})
    with django_db_blocker.unblock(), transaction.atomic():
        with own:
            call_command("demo_data")
        (home / "mails").write_text(str(len(mail.outbox)))
        yield home
        transaction.set_rollback(True)


@pytest.fixture
def home(_town: Path, db: None, settings: Any, tmp_path: Path) -> Path:
    """Where the town's file lies, which was loaded once for all of these tests."""
    settings.PASSWORD_HASHERS = [HASHER]
    settings.BASE_DIR = Path(shutil.copytree(_town, tmp_path / "home"))
    return Path(settings.BASE_DIR)


def demo_file(home: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((home / ".local" / "demo.json").read_text())
    return found


def test_a_believable_town(home: Path) -> None:
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
    on_board = Order.objects.filter(vendor__slug=demo_file(home)["vendor"])
    for moves in {moves for _, moves in BOARD}:
        assert on_board.filter(status=moves[-1] if moves else Status.PLACED).exists()


def test_the_accounts_are_who_they_say(home: Path) -> None:
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
    newcomer = Vendor.objects.with_verification().get(slug="finch-daughter")
    assert onboarding_of(newcomer).next_step == "hours"
    waiting = VerificationCheck.objects.waiting()
    assert waiting.filter(documents__scan="clean").count() == 3
    assert RegisterAnswer.objects.filter(is_found=True, verification_check__in=waiting).exists()


def test_a_second_run_adds_nothing_and_keeps_the_passwords(home: Path) -> None:
    before, facts = [model._default_manager.count() for model in MODELS], demo_file(home)
    call_command("demo_data")
    assert [model._default_manager.count() for model in MODELS] == before
    assert demo_file(home) == facts


def test_who_needs_a_second_factor_has_one_and_the_file_says_how(home: Path) -> None:
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
    facts = demo_file(home)
    (home / ".local" / "demo.json").write_text("not json")
    call_command("demo_data")
    again = demo_file(home)
    assert again["tracking_url"] == facts["tracking_url"]
    assert again["accounts"]["owner"]["password"] != facts["accounts"]["owner"]["password"]
    assert User.objects.get(email="owner@example.com").check_password(again["accounts"]["owner"]["password"])


def test_nobody_is_mailed(home: Path) -> None:
    assert Event.objects.filter(type="order.placed").exists()
    assert not Delivery.objects.exists()
    assert (home / "mails").read_text() == "0"
