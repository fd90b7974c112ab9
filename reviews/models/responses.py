"""What vendors answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual

from reviews.models.review import Review

MAX_RESPONSE = 2000


class ReviewResponse(models.Model):
    """The vendor's one public answer to a review."""

    review = models.OneToOneField(Review, on_delete=models.PROTECT, related_name="response")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.TextField(max_length=MAX_RESPONSE)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(body=""), name="response_body_given"),
            models.CheckConstraint(condition=LessThanOrEqual(Length("body"), MAX_RESPONSE), name="response_body_length"),
        ]

    def __str__(self) -> str:
        return f"response to review {self.review_id}"
