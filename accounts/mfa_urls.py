"""Paths under /_allauth/browser/v1/ that stand in the place of allauth's, or beside them."""

from allauth.headless.constants import Client
from django.urls import URLPattern, path

from accounts import guest_views, mfa_views

urlpatterns: list[URLPattern] = [
    path("auth/2fa/authenticate", mfa_views.SecondFactorView.as_api_view(client=Client.BROWSER)),
    path("auth/2fa/reauthenticate", mfa_views.ConfirmFactorView.as_api_view(client=Client.BROWSER)),
    path("auth/2fa/sms", mfa_views.SecondFactorSmsView.as_api_view(client=Client.BROWSER)),
    path("auth/guest/request", guest_views.GuestCodeRequestView.as_api_view(client=Client.BROWSER)),
    path("auth/guest/confirm", guest_views.GuestCodeConfirmView.as_api_view(client=Client.BROWSER)),
]
