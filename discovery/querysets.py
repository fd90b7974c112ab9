"""Reads of favourites."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Prefetch

from accounts.models import User
from vendors.models import Vendor

if TYPE_CHECKING:
    from discovery.models import Favourite  # noqa: F401 - named in quotes


class FavouriteQuerySet(models.QuerySet["Favourite"]):
    """Steps for favourites."""

    def of(self, user: User) -> "FavouriteQuerySet":
        """Keep somebody's own, of vendors that are listed."""
        return self.filter(user=user, vendor__is_suspended=False)

    def with_vendors(self, at: datetime) -> "FavouriteQuerySet":
        """Read each vendor with what a list shows of it."""
        shown = (
            Vendor.objects.with_verification().with_distance(None).with_open_now(at).select_related("category").defer("search")
        )
        return self.prefetch_related(Prefetch("vendor", shown.prefetch_related("hours", "special_days")))
