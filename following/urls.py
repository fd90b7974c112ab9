"""Paths: those under /api/v1/, and the one-click link of mails."""

from django.urls import path

from following import views

urlpatterns = [
    path("tracking/follow/ways/", views.FollowWaysView.as_view(), name="follow-ways"),
    path("tracking/follow/stop/", views.FollowStopView.as_view(), name="follow-stop"),
    path("tracking/<slug:uid>/follow/", views.FollowView.as_view(), name="follow"),
    path("tracking/<slug:uid>/follow/confirm/", views.FollowConfirmView.as_view(), name="follow-confirm"),
    path("tracking/<slug:uid>/follow/browser/", views.FollowBrowserView.as_view(), name="follow-browser"),
]
mail_urlpatterns = [path("f/<slug:token>/", views.one_click, name="follow-one-click")]
