"""What vendors answer, version by version, and what readers find helpful."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from common.append_only import AppendOnlyModel
from reviews.models.review import Review

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

MAX_RESPONSE = 2000


class ReviewResponseQuerySet(models.QuerySet["ReviewResponse"]):
    """Steps for answers."""

    def standing(self) -> "ReviewResponseQuerySet":
        """Keep what everybody can read under a published review."""
        return self.filter(withdrawn_at=None, hidden_at=None)


class ReviewResponse(models.Model):
    """The vendor's one public answer to a review. `body` and `version` mirror its newest version; the database writes them."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="response")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=MAX_RESPONSE)
    created_at = models.DateTimeField(db_default=Now())
    version = models.PositiveIntegerField(db_default=1, editable=False)
    revised_at = models.DateTimeField(null=True, editable=False)
    hidden_at = models.DateTimeField(null=True)  # by a moderator: nobody reads it, and it is neither edited nor given anew
    withdrawn_at = models.DateTimeField(null=True)  # nobody reads it from then on; a new version answers anew
    withdrawn_version = models.PositiveIntegerField(db_default=0, editable=False)  # the last that was withdrawn: read by nobody

    objects: ClassVar[ReviewResponseQuerySet] = ReviewResponseQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        versions: RelatedManager["ResponseVersion"]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="response_body_given"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_RESPONSE), name="response_body_length"),
        ]

    def __str__(self) -> str:
        return f"response to review {self.review_id}"

    @property
    def is_standing(self) -> bool:
        """Whether everybody can read it under a published review."""
        return self.withdrawn_at is None and self.hidden_at is None

    @property
    def readable_versions(self) -> models.QuerySet["ResponseVersion"]:
        """What it said since it was withdrawn last."""
        return self.versions.filter(number__gt=self.withdrawn_version)


class ResponseVersion(AppendOnlyModel):
    """What a vendor's answer said from then on; numbers count from 1 without a gap, the database writes number 1."""

    response = models.ForeignKey(ReviewResponse, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=MAX_RESPONSE)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["response", "number"], name="response_version_once"),  # and a response's history
            models.CheckConstraint(condition=~Q(body=""), name="response_version_body_given"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_RESPONSE), name="response_version_body_length"),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of response {self.response_id}"


class HelpfulVote(models.Model):
    """A reader who found a review helpful; `Review.helpful_count` counts them."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="votes")
    voter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "voter"], name="helpful_once_per_reader")]

    def __str__(self) -> str:
        return f"review {self.review_id} helped"
