"""Photos that authors add to their reviews."""

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from reviews.models.review import Review, ReviewStatus
from reviews.models.versions import ReviewVersion

MAX_PHOTOS = 6
SIZES = {"small": 320, "medium": 800, "large": 1600}  # longest side in pixels


def new_photo_uid() -> str:
    """Return 128 random bits as 22 URL-safe characters."""
    return secrets.token_urlsafe(16)


class ReviewPhotoQuerySet(models.QuerySet["ReviewPhoto"]):
    """Steps for photos."""

    def waiting_of(self, user: Any) -> "ReviewPhotoQuerySet":
        """Keep what `user` has uploaded and not yet published with a review."""
        return self.filter(author=user, review=None, removed_at=None)

    def leftovers(self) -> "ReviewPhotoQuerySet":
        """Keep removed photos whose files could not be deleted at once."""
        return self.filter(removed_at__isnull=False, is_stored=True)

    def orphans(self, before: datetime) -> "ReviewPhotoQuerySet":
        """Keep uploads from before then that came to no review."""
        return self.filter(review=None, removed_at=None, created_at__lt=before)

    def visible_to(self, user: Any) -> "ReviewPhotoQuerySet":
        """Keep the photos of published reviews, one's own, and for moderators those that are hidden or withheld."""
        shown = Q(review__status=ReviewStatus.PUBLISHED, withheld_by=None)
        if user.is_authenticated:
            shown |= Q(author=user)
        if user.is_authenticated and user.is_staff and user.has_perm("reviews.moderate_review"):
            shown |= Q(review__isnull=False)
        return self.filter(shown, removed_at=None)


class ReviewPhoto(models.Model):
    """A photo, drawn anew in several sizes. Nothing of the file that came in is kept but its hash.

    `review` is none until a version of a review shows it. Once `removed_at` is set its files are gone for good.
    """

    if TYPE_CHECKING:
        withheld_by_id: int | None

    uid = models.CharField(max_length=22, default=new_photo_uid, unique=True, editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, null=True, related_name="photos")
    sha256 = models.CharField(max_length=64)  # of the file as it was uploaded, in hex
    width = models.PositiveIntegerField()  # of the largest size
    height = models.PositiveIntegerField()
    has_avif = models.BooleanField(default=False, db_default=False)  # beside WebP
    created_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True)
    # The redaction that took it out: kept unseen while that can be undone.
    withheld_by = models.ForeignKey(
        "reviews.ModerationAction", on_delete=models.PROTECT, null=True, related_name="withheld_photos"
    )
    is_stored = models.BooleanField(db_default=True)  # false once its files are deleted

    objects: ClassVar[ReviewPhotoQuerySet] = ReviewPhotoQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="review_photo_hash")]
        indexes = [
            # Uploads that wait for a review: those of a person, and those that wait too long.
            models.Index(fields=["author", "created_at"], condition=Q(review=None, removed_at=None), name="review_photo_waiting"),
            models.Index(
                fields=["removed_at"], condition=Q(removed_at__isnull=False, is_stored=True), name="review_photo_leftover"
            ),
        ]

    def __str__(self) -> str:
        return f"photo {self.uid}"

    def file_name(self, size: str, kind: str = "webp") -> str:
        """Return where a size is stored: outside of what is served by its name alone."""
        return f"review-photos/{self.uid}/{size}.{kind}"


class VersionPhoto(AppendOnlyModel):
    """A photo that a version of a review shows, in its place."""

    version = models.ForeignKey(ReviewVersion, on_delete=models.PROTECT, related_name="photos")
    photo = models.ForeignKey(ReviewPhoto, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "photo"], name="version_photo_once"),
            models.UniqueConstraint(fields=["version", "position"], name="version_photo_position_once"),
            models.CheckConstraint(condition=Q(position__lt=MAX_PHOTOS), name="version_photo_at_most_six"),
        ]

    def __str__(self) -> str:
        return f"photo {self.photo_id} of version {self.version_id}"
