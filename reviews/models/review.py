"""Reviews: stars and words on one completed order."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from orders.models import Order
from reviews.querysets import DOCUMENT, ReviewQuerySet
from vendors.models import Vendor

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

    from reviews.models.moderation import ModerationAction, ReviewReport
    from reviews.models.photos import ReviewPhoto
    from reviews.models.versions import ReviewVersion

MAX_TITLE, MAX_BODY = 120, 5000


class ReviewStatus(models.TextChoices):
    """Whether everybody can read a review and it counts. Only the published do."""

    PENDING = "pending", "Not shown yet"  # its blind window is open
    PUBLISHED = "published", "Published"
    HIDDEN = "hidden", "Hidden"  # by a moderator
    WITHDRAWN = "withdrawn", "Withdrawn"  # by its author, for good


class ReviewRoute(models.TextChoices):
    """How a review came to be written."""

    INVITED = "invited", "Invited after the order was completed"
    OWN = "own", "Written without being asked"


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
    # The database sets these when the review is written, from the order's history and its invitation.
    order_completed_at = models.DateTimeField(null=True, editable=False)
    route = models.CharField(max_length=10, choices=ReviewRoute.choices, db_default=ReviewRoute.OWN, editable=False)
    reveal_at = models.DateTimeField(null=True, editable=False)  # pending: when the blind window ends, at the latest
    helpful_count = models.PositiveIntegerField(db_default=0, editable=False)  # of HelpfulVote
    photo_count = models.PositiveSmallIntegerField(db_default=0, editable=False)  # of the newest version
    removed_at = models.DateTimeField(null=True, editable=False)  # while hidden or withdrawn; the database writes it

    objects: ClassVar[ReviewQuerySet] = ReviewQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        reports: RelatedManager["ReviewReport"]
        versions: RelatedManager["ReviewVersion"]
        photos: RelatedManager["ReviewPhoto"]
        moderation_actions: RelatedManager["ModerationAction"]

    class Meta:
        permissions = [("moderate_review", "Can hide and restore reviews")]
        constraints = [
            models.CheckConstraint(condition=Q(rating__gte=1, rating__lte=5), name="review_rating_range"),
            models.CheckConstraint(condition=Q(status__in=ReviewStatus.values), name="review_status_known"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_BODY), name="review_body_length"),
            models.CheckConstraint(condition=~Q(status="pending") | Q(reveal_at__isnull=False), name="review_pending_until"),
            models.CheckConstraint(condition=Q(route__in=ReviewRoute.values), name="review_route_known"),
        ]
        indexes = [
            # The profile's list: newest and oldest with tombstones, newest of so many stars, with photos, by stars, by votes.
            models.Index(fields=["vendor", "-created_at", "-id"], condition=~Q(status="pending"), name="review_shown_by_age"),
            models.Index(fields=["vendor", "-created_at", "-id"], condition=Q(status="published"), name="review_by_age"),
            models.Index(
                fields=["vendor", "rating", "-created_at", "-id"], condition=Q(status="published"), name="review_by_stars_and_age"
            ),
            models.Index(
                fields=["vendor", "-created_at", "-id"],
                condition=Q(status="published", photo_count__gt=0),
                name="review_photos_by_age",
            ),
            models.Index(fields=["vendor", "-rating", "-id"], condition=Q(status="published"), name="review_by_rating"),
            models.Index(fields=["vendor", "-helpful_count", "-id"], condition=Q(status="published"), name="review_by_votes"),
            # The task that reveals what is due.
            models.Index(fields=["reveal_at"], condition=Q(status="pending"), name="review_due"),
            # Search in a vendor's reviews: the vendor is one of the words, so that one index answers both.
            GinIndex(RawSQL(DOCUMENT.format(""), ()), condition=Q(status="published"), name="review_words"),  # noqa: S611 - ours
        ]

    def __str__(self) -> str:
        return f"{self.rating}/5 on order {self.order_id}"

    @property
    def newest(self) -> "ReviewVersion":
        """What it says now: loaded by ReviewQuerySet.with_words(), else asked for."""
        loaded = getattr(self, "newest_versions", None)
        return loaded[0] if loaded else self.versions.get(number=self.version)
