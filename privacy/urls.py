"""Paths under /api/v1/."""

from django.urls import path

from privacy import views

urlpatterns = [
    path("me/exports/", views.ExportList.as_view(), name="exports"),
    path("me/exports/<slug:uid>/download/", views.ExportDownload.as_view(), name="export-download"),
    path("me/deletion/", views.DeletionView.as_view(), name="deletion"),
]
