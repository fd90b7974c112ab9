"""Reads of vendors and items, as chainable steps. Discovery's own steps build on vendors/places.py and vendors/opening.py."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Cast, Now

from accounts.scopes import memberships_for
from vendors.opening import IsOpen
from vendors.places import DistanceKm, Point

if TYPE_CHECKING:
    from vendors.models import (  # noqa: F401 - named in quotes
        ApiKey,
        Category,
        CheckDocument,
        Invitation,
        Item,
        Membership,
        Vendor,
        VerificationCheck,
    )

#: A search by words ranks the best this many of its matches, by score; so a common word costs no more than a rare one.
MAX_RANKED = 200
SEES_OFF_SALE = "items.availability"  # the permission, which vendors.permissions names on top of the models
_Row = TypeVar("_Row", bound=models.Model)


class VendorQuerySet(models.QuerySet["Vendor"]):
    """Steps for lists and profiles of vendors."""

    def listed(self) -> "VendorQuerySet":
        """Leave out suspended vendors."""
        return self.filter(is_suspended=False)

    def visible_to(self, user: Any) -> "VendorQuerySet":
        """Keep what `user` may open: everything listed, and their own vendors even while suspended."""
        if not user.is_authenticated:
            return self.listed()
        within = {} if user.grant is None or user.grant.vendor_id is None else {"vendor": user.grant.vendor_id}
        return self.filter(Q(is_suspended=False) | Q(pk__in=user.memberships.filter(**within).values("vendor")))

    def with_verification(self) -> "VendorQuerySet":
        """Add `is_verified`, `verified_at` and `verified_until`, derived from the checks."""
        verified = Case(When(verification__verified_until__gt=Now(), then=Value(True)), default=Value(False))
        return self.annotate(  # type: ignore[no-redef]  # typed on the model
            is_verified=verified,
            verified_at=Case(When(verification__verified_until__gt=Now(), then=F("verification__verified_at"))),
            verified_until=F("verification__verified_until"),
        )

    def verified(self, wanted: bool = True) -> "VendorQuerySet":
        """Keep those that are verified at this moment, or those that are not."""
        live = Q(verification__verified_until__gt=Now())
        return self.filter(live) if wanted else self.exclude(live)

    def with_open_now(self, at: datetime) -> "VendorQuerySet":
        """Add `open_now`, by the vendor's own clock."""
        return self.annotate(open_now=IsOpen(at))  # type: ignore[no-redef]  # typed on the model

    def open(self, at: datetime, wanted: bool = True) -> "VendorQuerySet":
        """Keep those that are open at `at`, or those that are not."""
        return self.filter(IsOpen(at)) if wanted else self.exclude(IsOpen(at))

    def within(self, point: Point, radius_km: float) -> "VendorQuerySet":
        """Keep those within `radius_km` of `point`. Measures each row: for a window (vendors/windows.py), not for all."""
        return self.alias(_distance=DistanceKm(point)).filter(_distance__lte=radius_km)

    def with_distance(self, point: Point | None) -> "VendorQuerySet":
        """Add `distance_km` from `point`; null without one."""
        distance = DistanceKm(point) if point else Value(None, output_field=models.FloatField())
        return self.annotate(distance_km=distance)  # type: ignore[no-redef]  # typed on the model

    def in_category(self, category: "Category") -> "VendorQuerySet":
        """Keep those of a category or of its children."""
        ids = [category.pk, *(child.pk for child in category.children.all())]
        # One id is an equality, so that the index vendor_by_category_score gives the order too.
        return self.filter(category__in=ids) if len(ids) > 1 else self.filter(category=category)

    def in_city(self, slug: str) -> "VendorQuerySet":
        """Keep those of a city, by its name in addresses."""
        return self.filter(city_slug=slug)

    def matching(self, tsquery: str) -> "VendorQuerySet":
        """Keep those whose text answers a tsquery (vendors/asking.py makes them); none where it asks for nothing."""
        return self.filter(search=_query(tsquery)) if tsquery else self.none()

    def at_least(self, score: float, pk: int) -> "VendorQuerySet":
        """Keep those that stand no lower by score than a vendor `pk` of `score` does.

        Not as one comparison of rows, as pages do: of many vendors with the same score the planner knows only this way how few
        are meant, and reads them from the index.
        """
        return self.filter(Q(score__gt=score) | Q(score=score, pk__gte=pk))

    def best(self) -> "VendorQuerySet":
        """Keep the MAX_RANKED of the highest score."""
        top = self.order_by("-score", "-pk").values("pk")[:MAX_RANKED]
        return self.model.objects.filter(pk__in=top)

    def with_relevance(self, tsquery: str) -> "VendorQuerySet":
        """Add `relevance`: how often and how prominently the text holds what a tsquery names."""
        return self.annotate(relevance=Cast(SearchRank(F("search"), _query(tsquery)), models.FloatField()))


class ItemQuerySet(models.QuerySet["Item"]):
    """Steps for what a vendor sells."""

    def visible_to(self, user: Any) -> "ItemQuerySet":
        """Keep what is on sale; for the vendor's team, what is off sale too."""
        if not user.is_authenticated:
            return self.on_sale()
        team = memberships_for(user, SEES_OFF_SALE)
        return self.filter(Q(is_available=True) | Q(vendor__in=team.values("vendor")))

    def on_sale(self) -> "ItemQuerySet":
        """Keep what is offered now, sold out or not."""
        return self.filter(is_available=True)


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Steps for keys."""

    def live(self, at: datetime) -> "ApiKeyQuerySet":
        """Keep those that are neither revoked nor expired at `at`."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at), revoked_at=None)


class TeamQuerySet(models.QuerySet[_Row]):
    """Steps for what only a vendor's team sees. How much of it a role sees is asked beside (vendors.permissions)."""

    def visible_to(self, user: Any) -> Self:
        """Keep the rows of vendors that `user` is in the team of."""
        return self.filter(vendor__in=user.memberships.values("vendor")) if user.is_authenticated else self.none()


class MembershipQuerySet(TeamQuerySet["Membership"]):
    """Steps for who works where."""

    def owners(self) -> "MembershipQuerySet":
        """Keep owners whose account is open."""
        return self.filter(role="owner", user__is_active=True)


class InvitationQuerySet(TeamQuerySet["Invitation"]):
    """Steps for invitations."""

    def open(self) -> "InvitationQuerySet":
        """Keep those that nobody has answered or taken back, run out or not."""
        return self.filter(state="open")


class CheckQuerySet(TeamQuerySet["VerificationCheck"]):
    """Steps for checks with their evidence."""

    def waiting(self) -> "CheckQuerySet":
        """Keep those that nobody has decided yet."""
        return self.filter(status__in=("submitted", "in_review"))

    def standing(self) -> "CheckQuerySet":
        """Keep approvals and waivers that no later decision of their vendor and kind replaces, run out or not."""
        later = self.model.objects.filter(vendor=OuterRef("vendor"), kind=OuterRef("kind"), decided_at__gt=OuterRef("decided_at"))
        return self.filter(~Exists(later), status__in=("approved", "waived"))


class DocumentQuerySet(models.QuerySet["CheckDocument"]):
    """Steps for documents of checks."""

    def kept(self) -> "DocumentQuerySet":
        """Keep those whose file is still there."""
        return self.exclude(name="")

    def shown(self) -> "DocumentQuerySet":
        """Keep those that may be opened: there, and without a virus as far as anybody knows."""
        return self.kept().filter(scan="clean")


def _query(tsquery: str) -> SearchQuery:
    return SearchQuery(tsquery, config="simple", search_type="raw")
