"""The shops of the demo town, with their people, goods and checks."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.text import slugify

from accounts.factors import has_second_factor
from accounts.models import User
from accounts.totp import give_totp
from common.money import to_minor
from imports.demo.accounts import user_of
from imports.demo.papers import letter
from imports.demo.shops import Badge, Hours, Shop
from imports.demo.town import CATEGORIES, CENTRE, SHOPS, TOWN
from vendors.badges import record_badges
from vendors.models import (
    REQUIRED_CHECKS,
    Category,
    CheckKind,
    CheckStatus,
    Item,
    Membership,
    MembershipRole,
    Vendor,
    VerificationCheck,
)
from vendors.places import Point
from vendors.services import add_document, count_listed, create_vendor, decide_check, refresh_search, set_hours, submit_check
from vendors.services.registering import ask_register

CURRENCY = "GBP"
EVIDENCE = {
    CheckKind.IDENTITY: "Passport seen in person",
    CheckKind.BUSINESS_REGISTRATION: "Companies House extract",
    CheckKind.ADDRESS: "Business rates bill, this year's",
    CheckKind.PHONE: "Called back on the number given",
}


@dataclass(frozen=True)
class OpenShop:
    """A shop of the demo once it exists, with who works there."""

    shop: Shop
    vendor: Vendor
    owner: User
    team: tuple[User, ...]
    items: tuple[Item, ...]


def person(name: str) -> User:
    """Return somebody of the town, without a password: nobody signs in as them."""
    email = f"{slugify(name).replace('-', '.')}@example.com"
    user, _ = User.objects.get_or_create(email=email, defaults={"name": name, "password": make_password(None)})
    return user


def open_shops(*, at: datetime, dice: random.Random) -> list[OpenShop]:
    """Create every shop. The first belongs to the demo's owner and staff, the second to its stranger."""
    categories = _create_categories()
    people: list[Mapping[str, User]] = [{"owner": user_of("owner"), "staff": user_of("staff")}, {"owner": user_of("stranger")}]
    cast = people + [{}] * (len(SHOPS) - len(people))
    opened = [_open(shop, number, categories[shop.category], cast[number], dice=dice) for number, shop in enumerate(SHOPS)]
    for each in opened:
        _check(each, at=at, dice=dice)
    refresh_search([each.vendor for each in opened])
    count_listed()
    record_badges([each.vendor.pk for each in opened])
    return opened


def _create_categories() -> dict[str, Category]:
    found: dict[str, Category] = {}
    for position, ((slug, name), children) in enumerate(CATEGORIES.items()):
        parent, _ = Category.objects.get_or_create(slug=slug, defaults={"name": name, "position": position})
        for number, (child, label) in enumerate(children):
            found[child], _ = Category.objects.get_or_create(
                slug=child, defaults={"name": label, "parent": parent, "position": number}
            )
    return found


def _open(shop: Shop, number: int, category: Category, cast: Mapping[str, User], *, dice: random.Random) -> OpenShop:
    owner = cast.get("owner") or person(shop.owner)
    if not has_second_factor(owner):
        give_totp(owner)  # nobody knows the key, as nobody knows a password
    vendor = create_vendor(
        by=owner,
        name=shop.name,
        category=category,
        city=TOWN,
        currency=CURRENCY,
        tagline=shop.tagline,
        description=shop.description,
        phone=f"+441632960{100 + number}",  # a range that is given to nobody (Ofcom, numbers for drama)
        line1=shop.line1,
        postcode=f"WX{1 + number % 4} {1 + number % 9}{'ABDEFGHJLN'[number % 10]}{'PQRSTUWXYZ'[number % 7]}",
        offers_delivery=shop.delivers,
        location=Point(
            round(CENTRE[0] + dice.uniform(-0.009, 0.009), 6),
            round(CENTRE[1] + dice.uniform(-0.014, 0.014), 6),
        ),
    )
    Vendor.objects.filter(pk=vendor.pk).update(external_id=f"demo:{vendor.slug}")
    set_hours(vendor, by=owner, spans=_spans(shop.hours))
    team = (cast["staff"],) if "staff" in cast else tuple(person(name) for name in shop.staff)
    Membership.objects.bulk_create(Membership(vendor=vendor, user=user, role=MembershipRole.STAFF) for user in team)
    return OpenShop(shop, vendor, owner, (owner, *team), _stock(shop, vendor))


def _spans(hours: Hours) -> list[dict[str, Any]]:
    return [
        {"weekday": weekday, "opens": time.fromisoformat(opens), "closes": time.fromisoformat(closes)}
        for first, last, opens, closes in hours
        for weekday in range(first, last + 1)
    ]


def _stock(shop: Shop, vendor: Vendor) -> tuple[Item, ...]:
    return tuple(
        Item.objects.bulk_create(
            Item(
                vendor=vendor,
                section=good.section,
                name=good.name,
                description=good.description,
                price_minor=to_minor(Decimal(good.price), CURRENCY),
                currency=CURRENCY,
                stock=good.stock,
                position=position,
                external_id=f"demo:{position}",
            )
            for position, good in enumerate(shop.goods)
        )
    )


def _check(opened: OpenShop, *, at: datetime, dice: random.Random) -> None:
    """Bring the shop's checks to where its badge says. Past decisions are written as they were, the others are made now."""
    moderator = user_of("moderator")
    match opened.shop.badge:
        case Badge.VERIFIED:
            _approve(opened, REQUIRED_CHECKS, moderator, at=at - timedelta(days=dice.randint(30, 300)), soon=None)
        case Badge.EXPIRING:
            _approve(opened, REQUIRED_CHECKS, moderator, at=at - timedelta(days=358), soon=CheckKind.PHONE)
        case Badge.IN_REVIEW:
            _approve(opened, (CheckKind.IDENTITY, CheckKind.PHONE), moderator, at=at - timedelta(days=4), soon=None)
            _hand_in(opened)
        case Badge.REJECTED:
            _approve(opened, (CheckKind.IDENTITY, CheckKind.PHONE), moderator, at=at - timedelta(days=9), soon=None)
            check = submit_check(
                opened.vendor, by=opened.owner, kind=CheckKind.ADDRESS, evidence="Letter from the market office, 2019"
            )
            decide_check(check, approve=False, by=moderator, reason="The letter is older than a year and names another kiosk.")
        case Badge.NEW:
            pass


def _hand_in(opened: OpenShop) -> None:
    """Hand in what the desk then finds in its queue: a number for the register, and a letter about the address."""
    shop, vendor, owner = opened.shop, opened.vendor, opened.owner
    kind = CheckKind.BUSINESS_REGISTRATION
    registration = submit_check(vendor, by=owner, kind=kind, evidence=EVIDENCE[kind], register_number="09000005")
    ask_register(registration)
    add_document(registration, by=owner, upload=letter("Certificate", f"{shop.name} Ltd", "Company number 09000005"))
    address = submit_check(vendor, by=owner, kind=CheckKind.ADDRESS, evidence=EVIDENCE[CheckKind.ADDRESS])
    add_document(address, by=owner, upload=letter("Business rates", shop.name, shop.line1, TOWN, "For this year"))


def _approve(opened: OpenShop, kinds: tuple[CheckKind, ...], moderator: User, *, at: datetime, soon: CheckKind | None) -> None:
    VerificationCheck.objects.bulk_create(
        VerificationCheck(
            vendor=opened.vendor,
            kind=kind,
            status=CheckStatus.APPROVED,
            evidence=EVIDENCE[kind],
            submitted_by=opened.owner,
            submitted_at=at - timedelta(days=2, hours=number),
            decided_by=moderator,
            decided_at=at - timedelta(hours=number),
            expires_at=at + timedelta(days=365 if soon is None or kind == soon else 730),
        )
        for number, kind in enumerate(kinds)
    )
