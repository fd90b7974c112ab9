"""Paths under /api/v1/, and of photos."""

from django.urls import path

from reviews import views

urlpatterns = [
    path("reviews/", views.ReviewCreate.as_view(), name="reviews"),
    path("reviews/photos/", views.ReviewPhotoUpload.as_view(), name="review-photos"),
    path("reviews/photos/<slug:uid>/", views.ReviewPhotoDiscard.as_view(), name="review-photo"),
    path("reviews/<int:id>/", views.ReviewView.as_view(), name="review"),
    path("reviews/<int:id>/versions/", views.ReviewVersions.as_view(), name="review-versions"),
    path("reviews/<int:id>/helpful/", views.ReviewHelpful.as_view(), name="review-helpful"),
    path("reviews/<int:id>/response/", views.ReviewRespond.as_view(), name="review-response"),
    path("reviews/<int:id>/response/versions/", views.ResponseVersions.as_view(), name="review-response-versions"),
    path("reviews/<int:id>/report/", views.ReviewReportCreate.as_view(), name="review-report"),
    path("vendors/<slug:slug>/reviews/", views.VendorReviews.as_view(), name="vendor-reviews"),
    path("orders/<slug:uid>/review/", views.OrderReview.as_view(), name="order-review"),
    path("orders/<slug:uid>/pickup-rating/", views.OrderPickupRating.as_view(), name="order-pickup-rating"),
]
photo_urlpatterns = [path("review-photos/<slug:uid>/<slug:size>.<slug:kind>", views.send_photo, name="review-photo-file")]
