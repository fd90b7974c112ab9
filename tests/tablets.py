"""A counter's shared tablet, and the staff that has PINs there."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from vendors.models import Membership, SharedTablet, StaffPin, Vendor
from vendors.tablets import LIFETIME, hash_of, new_token

PIN = "4071"
WRONG = "9158"
ACTING = "/api/v1/tablet/acting/"


class Tablet:
    """The browser on the counter."""

    def __init__(self, vendor: Vendor, made_by: User, *, csrf: bool = False) -> None:
        self.token = new_token()
        self.row = SharedTablet.objects.create(
            made_by=Membership.objects.get(vendor=vendor, user=made_by),
            name="Counter",
            lock_minutes=10,
            token_hash=hash_of(self.token),
            user_agent="Mozilla/5.0 (Linux; Android 15) Chrome/140.0",
            expires_at=timezone.now() + LIFETIME,
        )
        self.client = APIClient(enforce_csrf_checks=csrf)
        self.client.cookies[settings.TABLET_COOKIE_NAME] = self.token

    def enter(self, person: User, pin: str = PIN) -> Any:
        """Enter a PIN for somebody; return the answer."""
        return self.client.put(ACTING, {"person": person.pk, "pin": pin})

    def acting(self) -> str | None:
        """Return the name of who works on it, as the tablet is told."""
        acting = self.client.get("/api/v1/tablet/").json()["acting"]
        return str(acting["name"]) if acting else None

    def rest(self, minutes: int) -> None:
        """Let so many minutes pass without a touch."""
        row = SharedTablet.objects.get(pk=self.row.pk)
        assert row.acting_until
        row.acting_until -= timedelta(minutes=minutes)
        row.save(update_fields=["acting_until"])


def give_pin(user: User, vendor: Vendor, pin: str = PIN) -> StaffPin:
    """Give a member a PIN."""
    membership = Membership.objects.get(vendor=vendor, user=user)
    return StaffPin.objects.create(membership=membership, pin_hash=make_password(pin))
