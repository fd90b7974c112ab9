"""Browsers of the platform's people: signed in, with the second factor that the admin asks for."""

import time

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from accounts.models import User

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_USER_KEY = "account_authentication_methods_user"


def desk_of(user: User, *, second_factor: bool = True) -> Client:
    """Return a browser in which `user` is signed in; how one really gets there is tested in tests/accounts/."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    if second_factor:
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session[_USER_KEY] = str(user.pk)
        session.save()
    return client
