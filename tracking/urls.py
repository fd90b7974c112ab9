"""Paths under /api/v1/."""

from django.urls import path

from tracking import views

urlpatterns = [
    path("tracking/<slug:uid>/", views.Tracking.as_view(), name="tracking"),
    path("tracking/<slug:uid>/proof/", views.Proof.as_view(), name="tracking-proof"),
    path("tracking/<slug:uid>/entries/<int:sequence>.tlog-proof", views.EntryProof.as_view(), name="tracking-entry-proof"),
]
