"""What readers report, and what moderators did about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from reviews.models.review import Review

MAX_REASON = 500


class ReportReason(models.TextChoices):
    """Why a reader thinks that a review should be looked at."""

    ABUSIVE = "abusive", "Abusive or hateful"
    PERSONAL_DATA = "personal_data", "Gives away personal data"
    SPAM = "spam", "Advertising or spam"
    NOT_ABOUT_THE_ORDER = "not_about_the_order", "Not about the order"
    CONFLICT_OF_INTEREST = "conflict_of_interest", "Written by or paid by somebody with an interest"
    OTHER = "other", "Something else"


class ReviewReport(models.Model):
    """One reader's request to look at a review. Nothing is hidden by it: a person decides."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=30, choices=ReportReason.choices)
    detail = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reporter"], name="report_once_per_reader"),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="report_reason_known"),
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()} (review {self.review_id})"


class ModerationKind(models.TextChoices):
    """What a moderator can do to a review."""

    HIDE = "hide", "Hidden"
    RESTORE = "restore", "Restored"


class ModerationAction(AppendOnlyModel):
    """One act of a moderator on a review, with its reason; kept for ever."""

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="moderation_actions")
    action = models.CharField(max_length=10, choices=ModerationKind.choices)
    reason = models.CharField(max_length=MAX_REASON)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(action__in=ModerationKind.values), name="moderation_action_known"),
            models.CheckConstraint(condition=Q(reason__regex=r"\S"), name="moderation_reason_given"),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.reason}"
