"""Paths below /api/v1/."""

from django.urls import path

from notifications import preference_views

urlpatterns = [
    path("me/notification-preferences/", preference_views.PreferencesView.as_view(), name="notification-preferences"),
    path("unsubscribe/", preference_views.UnsubscribeView.as_view(), name="unsubscribe"),
]
