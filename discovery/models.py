"""What somebody keeps: vendors they like, and searches they do again. Nobody else sees either, nor how many there are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from discovery.querysets import FavouriteQuerySet
from vendors.models import Vendor

MAX_QUERY = 500


class Favourite(models.Model):
    """A vendor that somebody likes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="favourites")
    vendor = models.ForeignKey(Vendor, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[FavouriteQuerySet] = FavouriteQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "vendor"], name="favourite_once")]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="favourite_of_user")]  # the list, the newest first

    def __str__(self) -> str:
        return f"{self.user_id}: {self.vendor_id}"


class SavedSearch(models.Model):
    """A search under a name; `query` is a query string of discovery, without a position."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=MAX_QUERY)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "query"], name="saved_search_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(query=""), name="saved_search_says_something"),
            models.CheckConstraint(condition=~Q(query__contains="near="), name="saved_search_knows_no_position"),
        ]
        indexes = [models.Index(fields=["user", "-created_at", "-id"], name="saved_search_of_user")]  # the list, the newest first

    def __str__(self) -> str:
        return self.name
