"""A business: what it is, where, when it is open, what it sells."""

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar
from zoneinfo import ZoneInfo

from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now

from common.money import MAX_MINOR
from vendors.languages import CONFIGURATIONS, LANGUAGE_CHOICES
from vendors.opening import Row, Span, Week, read_week
from vendors.places import ON_MAP, Point
from vendors.querysets import ItemQuerySet, VendorQuerySet

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from vendors.models.badges import BadgeChange
    from vendors.models.checks import VerificationCheck
    from vendors.models.team import Membership


#: Grows when `search` is made otherwise than before: older ones are then made again (services.refresh_stale).
SEARCH_VERSION = 2
#: From and to, both included.
ANSWER_MINUTES, CANCEL_OFFER_MINUTES, PICKUP_HOURS = (5, 720), (10, 1440), (1, 72)


class Category(models.Model):
    """What kind of business; two levels at most."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    position = models.PositiveSmallIntegerField(default=0)
    listed = models.PositiveIntegerField(db_default=0, default=0, editable=False)  # vendors in it; see services.count_listed

    class Meta:
        verbose_name_plural = "categories"
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name


class Vendor(models.Model):
    """A business. `is_verified` is no column: see Verification, and VendorQuerySet.with_verification()."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=120)
    tagline = models.CharField(max_length=160, blank=True)
    description = models.TextField(max_length=5000, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="vendors")
    phone = models.CharField(max_length=20, blank=True)  # E.164
    email = models.EmailField(blank=True)
    line1 = models.CharField(max_length=120, blank=True)
    line2 = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80)
    postcode = models.CharField(max_length=16, blank=True)
    country = models.CharField(max_length=2, default="GB")
    latitude = models.FloatField(null=True, validators=[MinValueValidator(-90), MaxValueValidator(90)])
    longitude = models.FloatField(null=True, validators=[MinValueValidator(-180), MaxValueValidator(180)])
    cell_5 = models.BigIntegerField(null=True, editable=False)  # H3 cells of the place, set by set_place(); radius search
    cell_7 = models.BigIntegerField(null=True, editable=False)
    timezone = models.CharField(max_length=40, default="Europe/London")
    # Of its words; blank: its country's.
    language = models.CharField(max_length=2, blank=True, db_default="", default="", choices=LANGUAGE_CHOICES)
    currency = models.CharField(max_length=3, default="GBP")
    cover = models.ImageField(upload_to="covers/", blank=True)
    offers_pickup = models.BooleanField(default=True)
    offers_delivery = models.BooleanField(default=False)
    is_suspended = models.BooleanField(default=False)
    rates_pickups = models.BooleanField(default=False, db_default=False)  # and customers' reviews wait for it (reviews)
    # How long orders may wait; orders.deadlines says what happens then. The first two count while the shop is open.
    answer_minutes = models.PositiveSmallIntegerField(default=30, db_default=30)
    cancel_offer_minutes = models.PositiveSmallIntegerField(default=60, db_default=60)
    pickup_hours = models.PositiveSmallIntegerField(default=2, db_default=2)
    # Takes no new orders since then, until then; without an end: until its people resume (services.pausing).
    paused_at = models.DateTimeField(null=True, editable=False)
    paused_until = models.DateTimeField(null=True, editable=False)
    rating_sum = models.PositiveIntegerField(default=0, editable=False)  # of published reviews; reviews.services adds to it
    rating_count = models.PositiveIntegerField(default=0, editable=False)
    # Mean pulled towards 3.5 by five imagined reviews, so that one friend's five stars do not lead the list.
    score = models.GeneratedField(
        expression=(F("rating_sum") * 1.0 + 17.5) / (F("rating_count") + 5.0), output_field=models.FloatField(), db_persist=True
    )
    average = models.GeneratedField(
        expression=models.Case(models.When(rating_count__gt=0, then=F("rating_sum") * 1.0 / F("rating_count")), default=0.0),
        output_field=models.FloatField(),
        db_persist=True,
    )
    search = SearchVectorField(null=True, editable=False)  # written by services.refresh_search, like the next two
    city_slug = models.CharField(max_length=80, blank=True, db_default="", default="", editable=False)  # text.city_slug_of
    search_version = models.PositiveSmallIntegerField(db_default=0, default=0, editable=False)  # what `search` was made by
    external_id = models.CharField(max_length=64, null=True, unique=True, editable=False)  # of the import it came from
    created_at = models.DateTimeField(db_default=Now())
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[VendorQuerySet] = VendorQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        # Annotations of VendorQuerySet.
        is_verified: bool
        verified_at: datetime | None
        verified_until: datetime | None
        distance_km: float | None
        open_now: bool
        opening_rows: list[Row]  # of vendors.weeks
        special_rows: list[Row]
        items: RelatedManager["Item"]
        hours: RelatedManager["OpeningHours"]
        badge_changes: RelatedManager["BadgeChange"]
        special_days: RelatedManager["SpecialDay"]
        checks: RelatedManager["VerificationCheck"]
        memberships: RelatedManager["Membership"]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # An unknown comparison passes a check, so that both are there must be said.
                | Q(latitude__isnull=False, longitude__isnull=False, latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="vendor_place_whole",
            ),
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="vendor_rating_possible",
            ),
            models.CheckConstraint(condition=Q(language__in=["", *CONFIGURATIONS]), name="vendor_language_known"),
            models.CheckConstraint(
                condition=Q(
                    answer_minutes__range=ANSWER_MINUTES,
                    cancel_offer_minutes__gt=F("answer_minutes"),
                    cancel_offer_minutes__range=CANCEL_OFFER_MINUTES,
                    pickup_hours__range=PICKUP_HOURS,
                ),
                name="vendor_limits_in_order",
            ),
            models.CheckConstraint(
                condition=Q(paused_until__isnull=True) | Q(paused_at__isnull=False, paused_until__gt=F("paused_at")),
                name="vendor_pause_in_order",
            ),
        ]
        permissions = [("suspend_vendor", "Can suspend and reinstate vendors")]
        # Lists page by (key, id) in one direction, so that a page is one range of one index (common/pagination.py).
        indexes = [
            GinIndex(fields=["search"], name="vendor_search"),
            models.Index(fields=["-score", "-id"], name="vendor_by_score"),  # discovery's order
            models.Index(fields=["category", "-score", "-id"], name="vendor_by_category_score"),
            models.Index(fields=["-average", "-id"], name="vendor_by_average"),  # ordering=rating, min_rating
            models.Index(fields=["-created_at", "-id"], name="vendor_by_age"),  # ordering=newest
            models.Index(fields=["name", "id"], name="vendor_by_name"),  # ordering=name
            models.Index(fields=["city_slug", "-score", "-id"], name="vendor_by_city_score"),  # city=
            GistIndex(ON_MAP, condition=Q(latitude__isnull=False), name="vendor_on_map"),  # the nearest first; the map
            models.Index(fields=["id"], condition=~Q(search_version=SEARCH_VERSION), name="vendor_search_stale"),  # refresh_stale
            models.Index(fields=["cell_7"], name="vendor_by_cell_7"),  # near, up to 10 km
            models.Index(fields=["cell_5"], name="vendor_by_cell_5"),  # near, beyond
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def point(self) -> Point | None:
        """Where it is on the map; None where it is not."""
        return None if self.latitude is None or self.longitude is None else Point(self.latitude, self.longitude)

    def is_paused(self, at: datetime) -> bool:
        """Say whether it takes no new orders at a moment because its people said so. One with an end is over by itself."""
        return self.paused_at is not None and (self.paused_until is None or self.paused_until > at)

    @property
    def week(self) -> Week:
        """Its opening hours: as vendors.weeks loaded them, else by `hours` and `special_days`."""
        if hasattr(self, "opening_rows"):
            return read_week(self.opening_rows, self.special_rows, ZoneInfo(self.timezone))
        weekdays: dict[int, list[Span]] = {}
        for row in self.hours.all():
            weekdays.setdefault(row.weekday, []).append(Span(row.opens, row.closes))
        special: dict[date, list[Span]] = {}
        for each in self.special_days.all():
            spans = special.setdefault(each.day, [])
            if each.opens is not None and each.closes is not None:
                spans.append(Span(each.opens, each.closes))
        return Week(weekdays, special, ZoneInfo(self.timezone))


class OpeningHours(models.Model):
    """One opening span. `closes` before `opens` runs past midnight; several spans a day are several rows."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="hours")
    weekday = models.PositiveSmallIntegerField()  # Monday is 0
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        ordering = ["weekday", "opens"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="hours_weekday"),
            models.UniqueConstraint(fields=["vendor", "weekday", "opens"], name="hours_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens:%H:%M}-{self.closes:%H:%M}"


class SpecialDay(models.Model):
    """Other hours on one date, a holiday for instance. Without hours: closed. Several spans are several rows."""

    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="special_days")
    day = models.DateField()
    opens = models.TimeField(null=True)
    closes = models.TimeField(null=True)

    class Meta:
        ordering = ["day", "opens"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens__isnull=True, closes__isnull=True) | Q(opens__isnull=False, closes__isnull=False),
                name="special_hours_whole",
            ),
            models.UniqueConstraint(fields=["vendor", "day", "opens"], name="special_day_once", nulls_distinct=False),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.opens:%H:%M}-{self.closes:%H:%M}" if self.opens and self.closes else f"{self.day} closed"


class Item(models.Model):
    """Something for sale. `stock` null: as many as wanted."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="items")
    name = models.CharField(max_length=160)
    description = models.CharField(max_length=500, blank=True)
    section = models.CharField(max_length=60, blank=True)
    price_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    stock = models.PositiveIntegerField(null=True, blank=True)
    image = models.ImageField(upload_to="items/", blank=True)
    is_available = models.BooleanField(default=True)
    sold_out_until = models.DateTimeField(null=True, editable=False)  # "sold out today": over by itself at the next opening day
    rating_sum = models.PositiveIntegerField(default=0, db_default=0, editable=False)  # of published reviews; their triggers
    rating_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    position = models.PositiveIntegerField(default=0)
    external_id = models.CharField(max_length=100, null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects: ClassVar[ItemQuerySet] = ItemQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(price_minor__gte=0, price_minor__lte=MAX_MINOR), name="item_price_range"),
            models.UniqueConstraint(fields=["vendor", "external_id"], name="item_external_once"),
            models.CheckConstraint(
                condition=Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="item_rating_possible",
            ),
        ]
        indexes = [
            models.Index(fields=["vendor", "position", "id"], name="item_of_vendor"),
            # Suggestions: names that begin with what was typed.
            models.Index(OpClass(Lower("name"), "text_pattern_ops"), condition=Q(is_available=True), name="item_by_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def left_at(self, at: datetime) -> int | None:
        """Return how many can be ordered at a moment; None: as many as wanted. None of what is sold out today."""
        return 0 if self.sold_out_until is not None and self.sold_out_until > at else self.stock
