"""The demo town in an empty database: the same each time, with the passwords that are known already."""

import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

from accounts.models import User
from orders.models import Order
from reviews.models import Review
from vendors.models import Item, Vendor

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """An empty folder for the town's file."""
    settings.BASE_DIR = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return tmp_path


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


def test_passwords_in_the_file_serve_a_new_database(home: Path) -> None:
    (home / ".local").mkdir()
    (home / ".local" / "demo.json").write_text(
        '{"accounts": {"owner": {"email": "owner@example.com", "password": "kept-from-before"}}}'
    )
    call_command("demo_data")
    facts = json.loads((home / ".local" / "demo.json").read_text())
    assert facts["accounts"]["owner"]["password"] == "kept-from-before"
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
