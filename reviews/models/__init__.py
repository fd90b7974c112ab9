"""Reviews, what vendors answer and count, what readers report, and what moderators did about it."""

from reviews.models.figures import STARS, VendorFigures
from reviews.models.invitations import ReviewInvitation
from reviews.models.items import MAX_ITEM_BODY, ReviewItem
from reviews.models.moderation import (
    ANSWER_FAULTS,
    FAULTS,
    GROUNDS,
    MAX_REASON,
    OF_ANSWERS,
    ModerationAction,
    ModerationGround,
    ModerationKind,
    ReportReason,
    ReviewReport,
    Subject,
)
from reviews.models.photos import MAX_PHOTOS, SIZES, ReviewPhoto, VersionPhoto
from reviews.models.pickups import PickupRating, PickupReason
from reviews.models.responses import MAX_RESPONSE, HelpfulVote, ResponseVersion, ReviewResponse
from reviews.models.review import MAX_BODY, MAX_TITLE, Review, ReviewRoute, ReviewStatus
from reviews.models.versions import ReviewVersion, VersionKind

__all__ = [
    "ANSWER_FAULTS",
    "FAULTS",
    "GROUNDS",
    "MAX_BODY",
    "MAX_ITEM_BODY",
    "MAX_PHOTOS",
    "MAX_REASON",
    "MAX_RESPONSE",
    "MAX_TITLE",
    "OF_ANSWERS",
    "SIZES",
    "STARS",
    "HelpfulVote",
    "ModerationAction",
    "ModerationGround",
    "ModerationKind",
    "PickupRating",
    "PickupReason",
    "ReportReason",
    "ResponseVersion",
    "Review",
    "ReviewInvitation",
    "ReviewItem",
    "ReviewPhoto",
    "ReviewReport",
    "ReviewResponse",
    "ReviewRoute",
    "ReviewStatus",
    "ReviewVersion",
    "Subject",
    "VendorFigures",
    "VersionKind",
    "VersionPhoto",
]
