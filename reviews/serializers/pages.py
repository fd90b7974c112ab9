"""A vendor's reviews, page by page, with what they and its orders add up to."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from reviews.models import STARS, VendorFigures
from reviews.serializers.review import ReviewSerializer
from vendors.rating import rating_json
from vendors.serializers.vendor import RatingSerializer


class DistributionSerializer(serializers.Serializer[Any]):
    """How many published reviews gave how many stars."""

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields "1" to "5"."""
        return {str(stars): serializers.IntegerField() for stars in STARS}


class RemovedSerializer(serializers.Serializer[Any]):
    """How many reviews are tombstones now, by who removed them."""

    moderation = serializers.IntegerField()
    author = serializers.IntegerField()


class FiguresSerializer(serializers.Serializer[Any]):
    """Counts around the reviews, since the beginning."""

    completed_orders = serializers.IntegerField()
    invited = serializers.IntegerField(help_text="Customers who were asked for a review, once for each order.")
    reviewed = serializers.IntegerField(help_text="Reviews ever published, removed ones among them.")
    removed = RemovedSerializer()
    customers = serializers.IntegerField(help_text="With a completed order.")
    repeat_customers = serializers.IntegerField(help_text="With two or more.")
    repeat_share = serializers.FloatField(allow_null=True, help_text="Repeat customers among customers; null without any.")


class ReviewPageSerializer(RatingSerializer):
    """A page of a vendor's reviews; the figures count all of them, whatever the filter."""

    distribution = DistributionSerializer()
    figures = FiguresSerializer()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ReviewSerializer(many=True)


def page_of(figures: VendorFigures | None, page: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a page shows: the rating and the figures of a vendor (None: it has none yet), and the rows."""
    figures = figures or VendorFigures(**dict.fromkeys(VendorFigures.COUNTS, 0))
    stars = figures.distribution
    rating = rating_json(total=sum(star * number for star, number in stars.items()), count=sum(stars.values()))
    return {
        **rating,
        "distribution": {str(star): number for star, number in stars.items()},
        "figures": _counts(figures),
        **page,
    }


def _counts(figures: VendorFigures) -> dict[str, Any]:
    return {
        "completed_orders": figures.completed,
        "invited": figures.invited,
        "reviewed": figures.reviewed,
        "removed": {"moderation": figures.hidden, "author": figures.withdrawn},
        "customers": figures.customers,
        "repeat_customers": figures.repeat_customers,
        "repeat_share": round(figures.repeat_customers / figures.customers, 4) if figures.customers else None,
    }
