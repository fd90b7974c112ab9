"""Reviews as the API shows them, and what it takes."""

from reviews.serializers.inputs import (
    PhotoInput,
    PickupInput,
    ReportInput,
    ResponseEdit,
    ResponseInput,
    ReviewEdit,
    ReviewInput,
    ReviewQuery,
)
from reviews.serializers.pages import ReviewPageSerializer, page_of
from reviews.serializers.pickups import PickupRatingSerializer, PickupViewSerializer
from reviews.serializers.review import (
    HelpfulSerializer,
    OwnReviewSerializer,
    PhotoSerializer,
    ReportedSerializer,
    ReviewableSerializer,
    ReviewSerializer,
)
from reviews.serializers.versions import ResponseVersionPageSerializer, ReviewVersionPageSerializer

__all__ = [
    "HelpfulSerializer",
    "OwnReviewSerializer",
    "PhotoInput",
    "PhotoSerializer",
    "PickupInput",
    "PickupRatingSerializer",
    "PickupViewSerializer",
    "ReportInput",
    "ReportedSerializer",
    "ResponseEdit",
    "ResponseInput",
    "ResponseVersionPageSerializer",
    "ReviewEdit",
    "ReviewInput",
    "ReviewPageSerializer",
    "ReviewQuery",
    "ReviewSerializer",
    "ReviewVersionPageSerializer",
    "ReviewableSerializer",
    "page_of",
]
