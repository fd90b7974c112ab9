"""Paths under /api/v1/."""

from django.urls import path

from tracking import views

urlpatterns = [path("tracking/<slug:uid>/", views.Tracking.as_view(), name="tracking")]
