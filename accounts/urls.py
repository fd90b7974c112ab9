"""Paths under /api/v1/."""

from django.urls import URLPattern, path

from accounts import views

urlpatterns: list[URLPattern] = [
    path("auth/token/", views.TokenView.as_view(), name="token"),
    path("auth/token/refresh/", views.TokenRefreshView.as_view(), name="token-refresh"),
    path("auth/token/revoke/", views.TokenRevokeView.as_view(), name="token-revoke"),
    path("me/phone/code/", views.PhoneCodeView.as_view(), name="me-phone-code"),
    path("me/phone/confirm/", views.PhoneConfirmationView.as_view(), name="me-phone-confirm"),
    path("me/", views.MeView.as_view(), name="me"),
]
