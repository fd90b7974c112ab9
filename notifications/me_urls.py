"""Paths below /api/v1/."""

from django.urls import path

from notifications import me_views as views

urlpatterns = [
    path("me/notifications/", views.NotificationList.as_view(), name="notification-list"),
    path("me/notifications/unread/", views.UnreadView.as_view(), name="notification-unread"),
    path("me/notifications/read/", views.NotificationsReadView.as_view(), name="notifications-read"),
    path("me/notifications/<int:pk>/read/", views.NotificationReadView.as_view(), name="notification-read"),
    path("me/push/", views.PushView.as_view(), name="push"),
    path("me/push/<int:pk>/", views.PushSubscriptionView.as_view(), name="push-subscription"),
]
