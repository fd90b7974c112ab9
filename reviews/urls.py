"""Paths under /api/v1/."""

from django.urls import path

from reviews import views

urlpatterns = [
    path("reviews/", views.ReviewCreate.as_view(), name="reviews"),
    path("reviews/<int:id>/response/", views.ReviewRespond.as_view(), name="review-response"),
    path("reviews/<int:id>/report/", views.ReviewReportCreate.as_view(), name="review-report"),
    path("vendors/<slug:slug>/reviews/", views.VendorReviews.as_view(), name="vendor-reviews"),
    path("orders/<slug:uid>/review/", views.OrderReview.as_view(), name="order-review"),
]
