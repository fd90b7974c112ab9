"""Reviews over HTTP."""

from reviews.views.photos import ReviewPhotoDiscard, ReviewPhotoUpload, send_photo
from reviews.views.pickups import OrderPickupRating
from reviews.views.reading import OrderReview, VendorReviews
from reviews.views.responses import ResponseVersions, ReviewRespond
from reviews.views.writing import ReviewCreate, ReviewHelpful, ReviewReportCreate, ReviewVersions, ReviewView

__all__ = [
    "OrderPickupRating",
    "OrderReview",
    "ResponseVersions",
    "ReviewCreate",
    "ReviewHelpful",
    "ReviewPhotoDiscard",
    "ReviewPhotoUpload",
    "ReviewReportCreate",
    "ReviewRespond",
    "ReviewVersions",
    "ReviewView",
    "VendorReviews",
    "send_photo",
]
