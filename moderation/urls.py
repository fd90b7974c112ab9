"""Paths under /api/v1/."""

from django.urls import path

from moderation import views

urlpatterns = [
    path("moderation/statements/", views.StatementList.as_view(), name="statements"),
    path("moderation/statements/<int:id>/", views.StatementDetail.as_view(), name="statement"),
    path("moderation/statements/<int:id>/appeal/", views.StatementAppeal.as_view(), name="statement-appeal"),
    path("transparency/", views.TransparencyView.as_view(), name="transparency"),
    path("transparency/figures.csv", views.TransparencyTable.as_view(), name="transparency-table"),
]
