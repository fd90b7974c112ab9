"""What a review said, version by version."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from common.append_only import AppendOnlyModel
from reviews.models.review import MAX_BODY, MAX_TITLE, Review

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from reviews.models.items import ReviewItem
    from reviews.models.photos import VersionPhoto


class VersionKind(models.TextChoices):
    """How a version came about."""

    ORIGINAL = "original", "As first published"
    EDIT = "edit", "Changed by its author"
    REDACTION = "redaction", "Redacted by a moderator"
    PUT_BACK = "put_back", "Put back by a moderator"


class ReviewVersion(AppendOnlyModel):
    """What a review said from then on. Numbers count from 1 without a gap; the newest is what the review says now.

    The database writes number 1 with its review and keeps the review in step with each further one. It refuses a gap, an edit
    by anybody but the author or of what is not published, an edit after a redaction, a redaction that changes the stars
    (migration 0006), and words put back that are not the author's last, or while a redaction stands (migrations 0022, 0023).
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=VersionKind.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=MAX_TITLE, blank=True)
    body = models.TextField(max_length=MAX_BODY, blank=True)
    recorded_at = models.DateTimeField(db_default=Now())  # of number 1: the review's created_at

    if TYPE_CHECKING:
        items: RelatedManager["ReviewItem"]
        photos: RelatedManager["VersionPhoto"]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_version_once"),  # and a review's history
            models.CheckConstraint(condition=Q(number__gte=1), name="review_version_number"),
            models.CheckConstraint(condition=Q(kind__in=VersionKind.values), name="review_version_kind_known"),
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_version_rating_range"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_BODY), name="review_version_body_length"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of review {self.review_id}"
