"""What a vendor says about itself."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from accounts.models import User
from common.errors import Invalid
from common.phones import to_e164
from vendors.checked_fields import checked_values, is_off_anchor, kinds_changed
from vendors.models import Category, CheckKind, Membership, MembershipRole, OpeningHours, SpecialDay, Vendor
from vendors.permissions import Permission, require
from vendors.places import Point, cells_of
from vendors.services.ending import end_checks_of, hold_standing_checks
from vendors.services.search import refresh_search
from vendors.text import fold

#: What a member may write; everything else on the row is derived or the platform's.
PROFILE_FIELDS = frozenset(
    {
        "name",
        "tagline",
        "description",
        "category",
        "phone",
        "email",
        "line1",
        "line2",
        "city",
        "postcode",
        "country",
        "timezone",
        "language",
        "offers_pickup",
        "offers_delivery",
        "rates_pickups",
        "answer_minutes",
        "cancel_offer_minutes",
        "pickup_hours",
    }
)
SEARCHED_FIELDS = frozenset({"name", "tagline", "description", "category", "city", "postcode", "country", "language"})
#: Names of places, and UTC: Python also knows "localtime" and "Factory", which mean nothing to PostgreSQL.
TIMEZONES = frozenset({"UTC", *(name for name in available_timezones() if "/" in name)})
MAX_SPANS = 28
MAX_SPECIAL_DAYS = 100
_SLUG_TRIES = 5
#: What stands below /vendors/ in the API and is no vendor.
RESERVED_SLUGS = frozenset({"suggest", "map"})


def create_vendor(*, by: User, name: str, category: Category, city: str, currency: str = "GBP", **profile: Any) -> Vendor:
    """Create a vendor with `by` as its owner. Its slug comes from the name and never changes: links must last.

    `profile` takes the other PROFILE_FIELDS, `location` (a Point), `hours` and `special_days` (as their setters). Raises Invalid.
    """
    location: Point | None = profile.pop("location", None)
    hours: Sequence[Mapping[str, Any]] = profile.pop("hours", ())
    special_days: Sequence[Mapping[str, Any]] = profile.pop("special_days", ())
    vendor = Vendor(name=name, category=category, city=city, currency=currency)
    _fill(vendor, profile)
    _place(vendor, location)
    with transaction.atomic():
        _insert_with_slug(vendor)
        Membership.objects.create(vendor=vendor, user=by, role=MembershipRole.OWNER)
        _replace_hours(vendor, hours)
        _replace_special_days(vendor, special_days)
        refresh_search([vendor])
    return vendor


@transaction.atomic
def update_vendor(vendor: Vendor, *, by: User, changes: Mapping[str, Any], end_checks: bool = False) -> Vendor:
    """Change PROFILE_FIELDS of a vendor. A change of what was checked ends that check, where `end_checks` agrees to it.

    Raises NotAllowed, Invalid, ChecksWouldEnd.
    """
    require(by, vendor, Permission.PROFILE_CHANGE)
    hold_standing_checks(vendor)  # a decision locks its check, then the vendor: in that order here too
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    before = checked_values(locked)
    _fill(locked, changes)
    if kinds := kinds_changed(before, checked_values(locked)):
        standing = hold_standing_checks(vendor)  # again: one may have been approved before the vendor was ours
        end_checks_of(kinds, among=standing, by=by, is_agreed=end_checks)
    locked.save(update_fields=[*changes, "updated_at"])
    if SEARCHED_FIELDS & set(changes):
        refresh_search([locked])
    return locked


@transaction.atomic
def set_hours(vendor: Vendor, *, by: User, spans: Sequence[Mapping[str, Any]]) -> None:
    """Replace the opening hours by `spans` of weekday (Monday is 0), opens and closes. Raises NotAllowed, Invalid."""
    require(by, vendor, Permission.PROFILE_CHANGE)
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    _replace_hours(vendor, spans)


@transaction.atomic
def set_place(vendor: Vendor, *, by: User, location: Point | None, end_checks: bool = False) -> Vendor:
    """Put the vendor on the map, or take it off. Away from an approved location it ends that check, where `end_checks` agrees.

    Raises NotAllowed, Invalid, ChecksWouldEnd.
    """
    require(by, vendor, Permission.PROFILE_CHANGE)
    hold_standing_checks(vendor)  # as in update_vendor
    locked = Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    left = [check for check in hold_standing_checks(vendor) if is_off_anchor(check, location)]
    end_checks_of([CheckKind.SITE_ANCHOR], among=left, by=by, is_agreed=end_checks)
    _place(locked, location)
    locked.save(update_fields=["latitude", "longitude", "cell_5", "cell_7", "updated_at"])
    refresh_search([locked])  # the gazetteer learns where its city is
    return locked


@transaction.atomic
def set_special_days(vendor: Vendor, *, by: User, days: Sequence[Mapping[str, Any]]) -> None:
    """Replace the special days by `days` of day, opens and closes (both None: closed). Raises NotAllowed, Invalid."""
    require(by, vendor, Permission.PROFILE_CHANGE)
    Vendor.objects.select_for_update(no_key=True).get(pk=vendor.pk)
    _replace_special_days(vendor, days)


def _replace_special_days(vendor: Vendor, days: Sequence[Mapping[str, Any]]) -> None:
    if len(days) > MAX_SPECIAL_DAYS:
        raise Invalid(f"At most {MAX_SPECIAL_DAYS} special days.", pointer="/special_days", code="length")
    if any((each.get("opens") is None) is not (each.get("closes") is None) for each in days):
        raise Invalid("Give both times, or none where it is closed.", pointer="/special_days", code="required")
    starts = [(each["day"], each.get("opens")) for each in days]
    closed = {day for day, opens in starts if opens is None}
    if len(set(starts)) != len(starts) or any(day in closed for day, opens in starts if opens is not None):
        raise Invalid("A day is named twice.", pointer="/special_days", code="unique")
    SpecialDay.objects.filter(vendor=vendor).delete()
    SpecialDay.objects.bulk_create(SpecialDay(vendor=vendor, **each) for each in days)


def _replace_hours(vendor: Vendor, spans: Sequence[Mapping[str, Any]]) -> None:
    if len(spans) > MAX_SPANS:
        raise Invalid(f"At most {MAX_SPANS} spans a week.", pointer="/hours", code="length")
    starts = [(span["weekday"], span["opens"]) for span in spans]
    if len(set(starts)) != len(starts):
        raise Invalid("Two spans begin at the same time of the same day.", pointer="/hours", code="unique")
    OpeningHours.objects.filter(vendor=vendor).delete()
    OpeningHours.objects.bulk_create(OpeningHours(vendor=vendor, **span) for span in spans)


def _fill(vendor: Vendor, changes: Mapping[str, Any]) -> None:
    if unknown := set(changes) - PROFILE_FIELDS:
        raise TypeError(f"not part of a profile: {', '.join(sorted(unknown))}")
    for field, value in changes.items():
        setattr(vendor, field, value)
    try:
        vendor.phone = to_e164(vendor.phone, vendor.country)
    except ValueError as error:
        raise Invalid(str(error), pointer="/phone", code="phone") from error
    if "timezone" in changes and vendor.timezone not in TIMEZONES:
        raise Invalid("Give a time zone like Europe/London.", pointer="/timezone", code="timezone")
    if vendor.cancel_offer_minutes <= vendor.answer_minutes:
        text = "Offer to cancel later than your answer is due."
        raise Invalid(text, pointer="/cancel_offer_minutes", code="order")
    if not (vendor.offers_pickup or vendor.offers_delivery):
        raise Invalid("Offer pickup, delivery or both.", pointer="/fulfilments", code="required")


def _place(vendor: Vendor, location: Point | None) -> None:
    vendor.latitude, vendor.longitude = location or (None, None)
    vendor.cell_5, vendor.cell_7 = cells_of(location) if location else (None, None)


def _insert_with_slug(vendor: Vendor) -> None:
    base = slugify(fold(vendor.name))[:70].strip("-") or "vendor"
    for attempt in range(_SLUG_TRIES):
        vendor.slug = base if attempt == 0 and base not in RESERVED_SLUGS else f"{base}-{secrets.token_hex(3)}"
        if Vendor.objects.filter(slug=vendor.slug).exists():
            continue
        try:
            with transaction.atomic():  # another may take the slug between the look and the insert
                vendor.save(force_insert=True)
            return
        except IntegrityError:
            if not Vendor.objects.filter(slug=vendor.slug).exists():
                raise
    raise Invalid("This name is taken too often. Choose another.", pointer="/name", code="unique")
