"""Deterministic rows for tests."""

from datetime import timedelta
from typing import Any

import factory
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.encryption import encrypt
from accounts.models import User
from events.models import new_uid
from notifications.inbox_models import InboxItem
from vendors.models import REQUIRED_CHECKS, Category, CheckStatus, Item, Membership, MembershipRole, Vendor, VerificationCheck
from vendors.text import city_slug_of

PASSWORD = "correct horse battery"
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def give_second_factor(user: User) -> User:
    """Give `user` an authenticator app with the key TOTP_SECRET, as a row alone: nothing is written down or mailed."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": encrypt(TOTP_SECRET)})
    return user


class UserFactory(DjangoModelFactory[User]):
    """A person; the password is PASSWORD only where `password=` is given (hashing is slow on purpose)."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.com")
    name = factory.Sequence(lambda n: f"Person {n}")
    password = "!"

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **_: Any) -> None:
        """Give staff an authenticator app; `second_factor=False` leaves them without."""
        if extracted or (extracted is None and self.is_staff):
            give_second_factor(self)  # type: ignore[arg-type]  # factory-boy hands the user


class CategoryFactory(DjangoModelFactory[Category]):
    """A kind of business."""

    class Meta:
        model = Category
        django_get_or_create = ("slug",)

    slug = "bakery"
    name = factory.LazyAttribute(lambda c: c.slug.replace("-", " ").capitalize())


class VendorFactory(DjangoModelFactory[Vendor]):
    """A vendor; `verified=True` gives it every required check, approved for a year."""

    class Meta:
        model = Vendor
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"vendor-{n}")
    name = factory.Sequence(lambda n: f"Vendor {n}")
    category = factory.SubFactory(CategoryFactory)
    city = "Bristol"
    city_slug = factory.LazyAttribute(lambda vendor: city_slug_of(vendor.city, getattr(vendor, "country", "GB")))
    offers_delivery = True

    @factory.post_generation
    def verified(self, create: bool, extracted: bool, **_: Any) -> None:
        """Approve every required check."""
        if extracted:
            approve_all_checks(self)  # type: ignore[arg-type]  # factory-boy hands the vendor


class ItemFactory(DjangoModelFactory[Item]):
    """Something for sale."""

    class Meta:
        model = Item

    vendor = factory.SubFactory(VendorFactory)
    name = factory.Sequence(lambda n: f"Item {n}")
    price_minor = 500
    currency = "GBP"


class MembershipFactory(DjangoModelFactory[Membership]):
    """A person in a vendor's team. Owners and managers have an authenticator app, unless `second_factor=False`."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    vendor = factory.SubFactory(VendorFactory)
    user = factory.SubFactory(UserFactory)
    role = MembershipRole.STAFF

    @factory.post_generation
    def second_factor(self, create: bool, extracted: bool | None, **_: Any) -> None:
        """Give those whose role needs one an authenticator app with the key TOTP_SECRET."""
        if extracted or (extracted is None and self.role in settings.SECOND_FACTOR_ROLES):
            give_second_factor(self.user)  # type: ignore[arg-type]  # as above


def platform_user(*roles: str, **fields: Any) -> User:
    """A person of the platform's staff, with these roles (accounts.roles)."""
    user = UserFactory.create(is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def approve_all_checks(vendor: Vendor) -> None:
    """Give `vendor` every required check, decided now and good for a year."""
    decider = UserFactory.create(is_staff=True)
    now = timezone.now()
    VerificationCheck.objects.bulk_create(
        VerificationCheck(
            vendor=vendor,
            kind=kind,
            status=CheckStatus.APPROVED,
            decided_by=decider,
            decided_at=now,
            expires_at=now + timedelta(days=365),
        )
        for kind in REQUIRED_CHECKS
    )


class InboxItemFactory(DjangoModelFactory[InboxItem]):
    """Something that somebody was told on the site, unread."""

    class Meta:
        model = InboxItem

    user = factory.SubFactory(UserFactory)
    event_uid = factory.LazyFunction(new_uid)
    kind = "status_changed"
    title = factory.Sequence(lambda number: f"Crumb & Co accepted your order {number}")
    body = "Order K7QM2"
    url = "/orders/abc"
    order_uid = "abc"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> InboxItem:
        """Read back what the database says: its times."""
        item: InboxItem = super()._create(model_class, *args, **kwargs)
        item.refresh_from_db()
        return item
