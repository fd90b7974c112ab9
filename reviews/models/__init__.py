"""Reviews, what vendors answer, what readers report, and what moderators did about it."""

from reviews.models.moderation import (
    FAULTS,
    GROUNDS,
    MAX_REASON,
    ModerationAction,
    ModerationGround,
    ModerationKind,
    ReportReason,
    ReviewReport,
)
from reviews.models.responses import MAX_RESPONSE, ReviewResponse
from reviews.models.review import MAX_BODY, MAX_TITLE, Review, ReviewQuerySet, ReviewStatus
from reviews.models.versions import ReviewVersion, VersionKind

__all__ = [
    "FAULTS",
    "GROUNDS",
    "MAX_BODY",
    "MAX_REASON",
    "MAX_RESPONSE",
    "MAX_TITLE",
    "ModerationAction",
    "ModerationGround",
    "ModerationKind",
    "ReportReason",
    "Review",
    "ReviewQuerySet",
    "ReviewReport",
    "ReviewResponse",
    "ReviewStatus",
    "ReviewVersion",
    "VersionKind",
]
