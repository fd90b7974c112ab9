"""Reviews: stars and words on one completed order."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from orders.models import Order
from vendors.models import Vendor

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from reviews.models.moderation import ModerationAction, ReviewReport
    from reviews.models.versions import ReviewVersion

MAX_TITLE, MAX_BODY = 120, 5000


class ReviewStatus(models.TextChoices):
    """Whether everybody can read a review and it counts. Only the published do."""

    PENDING = "pending", "Not shown yet"  # its blind window is open
    PUBLISHED = "published", "Published"
    HIDDEN = "hidden", "Hidden"  # by a moderator
    WITHDRAWN = "withdrawn", "Withdrawn"  # by its author, for good


class ReviewQuerySet(models.QuerySet["Review"]):
    """Steps for reviews."""

    def published(self) -> "ReviewQuerySet":
        """Keep what everybody can read and what counts."""
        return self.filter(status=ReviewStatus.PUBLISHED)

    def of_vendor(self, vendor: Vendor) -> "ReviewQuerySet":
        """Keep the reviews of one vendor."""
        return self.filter(vendor=vendor)

    def with_stars(self, stars: int | None) -> "ReviewQuerySet":
        """Keep those that give so many stars; all of them for None."""
        return self if stars is None else self.filter(rating=stars)

    def with_words(self) -> "ReviewQuerySet":
        """Load author, vendor and response in the same query."""
        return self.select_related("author", "vendor", "response")

    def distribution(self) -> dict[int, int]:
        """Return how many reviews gave how many stars, 1 to 5."""
        counted: dict[Any, int] = dict(self.order_by().values_list("rating").annotate(models.Count("pk")))
        return {stars: counted.get(stars, 0) for stars in range(1, 6)}


class Review(models.Model):
    """Rating and words on one completed order, by its customer.

    The database refuses a review of an order that is not completed, of another's order, a second one, its deletion, and any
    change but a move of `status` and what a new version brings (migrations 0002, 0006).
    """

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="review")
    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="reviews")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="reviews")
    rating = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=MAX_TITLE, blank=True)
    body = models.TextField(max_length=MAX_BODY, blank=True)  # empty in imports only: the API asks for words
    status = models.CharField(max_length=10, choices=ReviewStatus.choices, default=ReviewStatus.PUBLISHED)
    external_id = models.CharField(max_length=100, null=True, unique=True, editable=False)  # of the import it came from
    created_at = models.DateTimeField(db_default=Now())
    # Rating, title, body and these mirror the newest version; the database writes them.
    version = models.PositiveIntegerField(db_default=1, editable=False)
    revised_at = models.DateTimeField(null=True, editable=False)  # None: it is as first published
    is_redacted = models.BooleanField(db_default=False, editable=False)
    removed_at = models.DateTimeField(null=True, editable=False)  # while hidden or withdrawn; the database writes it

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        reports: RelatedManager["ReviewReport"]
        versions: RelatedManager["ReviewVersion"]
        moderation_actions: RelatedManager["ModerationAction"]

    class Meta:
        permissions = [("moderate_review", "Can hide and restore reviews")]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_rating_range"),
            models.CheckConstraint(condition=Q(status__in=ReviewStatus.values), name="review_status_known"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_BODY), name="review_body_length"),
        ]
        # The profile's list, newest first and by rating; the second also serves the distribution.
        indexes = [
            models.Index(fields=["vendor", "-created_at", "-id"], condition=Q(status="published"), name="review_by_age"),
            models.Index(fields=["vendor", "-rating", "-id"], condition=Q(status="published"), name="review_by_rating"),
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 on order {self.order_id}"
