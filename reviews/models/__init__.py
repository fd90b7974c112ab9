"""Reviews, what vendors answer, what readers report, and what moderators did about it."""

from reviews.models.moderation import MAX_REASON, ModerationAction, ModerationKind, ReportReason, ReviewReport
from reviews.models.responses import MAX_RESPONSE, ReviewResponse
from reviews.models.review import MAX_BODY, MAX_TITLE, Review, ReviewQuerySet, ReviewStatus

__all__ = [
    "MAX_BODY",
    "MAX_REASON",
    "MAX_RESPONSE",
    "MAX_TITLE",
    "ModerationAction",
    "ModerationKind",
    "ReportReason",
    "Review",
    "ReviewQuerySet",
    "ReviewReport",
    "ReviewResponse",
    "ReviewStatus",
]
