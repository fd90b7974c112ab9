"""Paths under /api/v1/."""

from django.urls import URLPattern, path

from accounts import address_views, email_change_views, security_views, views

urlpatterns: list[URLPattern] = [
    path("auth/token/", views.TokenView.as_view(), name="token"),
    path("auth/token/refresh/", views.TokenRefreshView.as_view(), name="token-refresh"),
    path("auth/token/revoke/", views.TokenRevokeView.as_view(), name="token-revoke"),
    path("me/phone/code/", views.PhoneCodeView.as_view(), name="me-phone-code"),
    path("me/phone/confirm/", views.PhoneConfirmationView.as_view(), name="me-phone-confirm"),
    path("me/", views.MeView.as_view(), name="me"),
    path("me/addresses/", address_views.AddressListView.as_view(), name="me-addresses"),
    path("me/addresses/<int:pk>/", address_views.AddressView.as_view(), name="me-address"),
    path("me/sessions/", security_views.SignInsView.as_view(), name="me-sessions"),
    path("me/sessions/<str:sign_in_id>/", security_views.SignInView.as_view(), name="me-session"),
    path("me/devices/", security_views.DevicesView.as_view(), name="me-devices"),
    path("me/devices/<uuid:device_id>/", security_views.DeviceView.as_view(), name="me-device"),
    path("me/security-events/", security_views.SecurityEventsView.as_view(), name="me-security-events"),
    path("me/email-change/", email_change_views.EmailChangeView.as_view(), name="me-email-change"),
    path("me/email-change/confirm/", email_change_views.EmailChangeConfirmView.as_view(), name="me-email-change-confirm"),
]
