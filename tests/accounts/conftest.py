"""People who can sign in, and the browser's and the API client's side of it."""

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services import create_verified_user
from accounts.totp import totp_code
from tests.factories import PASSWORD, give_second_factor


class Browser:
    """The web app's way to talk to allauth: cookies, and the CSRF token sent back in a header."""

    base = "/_allauth/browser/v1/"

    def __init__(self) -> None:
        self.client = Client(enforce_csrf_checks=True)
        self.call("GET", "config")

    def call(self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        """Call one of allauth's paths."""
        return self.fetch(method, self.base + path, body, **headers)

    def fetch(self, method: str, path: str, body: dict[str, Any] | None = None, **headers: str) -> Any:
        """Call any path."""
        token = self.client.cookies["csrftoken"].value if "csrftoken" in self.client.cookies else ""
        return self.client.generic(
            method, path, _json(body), content_type="application/json", headers={"X-CSRFToken": token, **headers}
        )

    def sign_in(self, email: str, password: str = PASSWORD) -> Any:
        """Sign in by password."""
        return self.call("POST", "auth/login", {"email": email, "password": password})

    def confirm(self, password: str = PASSWORD) -> None:
        """Prove again who it is, as changes of factors ask for."""
        assert self.call("POST", "auth/reauthenticate", {"password": password}).status_code == 200

    def enrol_totp(self) -> str:
        """Set an authenticator app up; return its key."""
        self.confirm()
        secret = str(self.call("GET", "account/authenticators/totp").json()["meta"]["secret"])
        assert self.call("POST", "account/authenticators/totp", {"code": totp_code(secret)}).status_code == 200
        return secret

    def give_code(self, code: str) -> Any:
        """Answer the second factor's step of a sign-in."""
        return self.call("POST", "auth/2fa/authenticate", {"code": code})

    def is_signed_in(self) -> bool:
        """Ask the API."""
        return bool(self.fetch("GET", "/api/v1/me/").status_code == 200)

    @property
    def session_id(self) -> str:
        """The cookie's value."""
        return str(self.client.cookies["sessionid"].value)


def _json(body: dict[str, Any] | None) -> str:
    return "" if body is None else json.dumps(body)


def code_from_mail() -> str:
    """Return the verification code in the newest mail."""
    found = re.search(r"^([A-Z0-9]{4}-?[A-Z0-9]{4}|[A-Z0-9]{6,8})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def html_of(message: mail.EmailMessage) -> str:
    """Return the HTML part of a mail."""
    assert isinstance(message, mail.EmailMultiAlternatives)
    return str(message.alternatives[0][0])


@pytest.fixture
def web(db: None) -> Browser:
    """A browser with an empty jar."""
    return Browser()


@pytest.fixture
def new_web(db: None) -> Callable[[], Browser]:
    """More of them."""
    return Browser


@pytest.fixture
def grace(db: None) -> User:
    """Signs in with PASSWORD; her e-mail is verified."""
    return create_verified_user(email="grace@example.com", password=PASSWORD, name="Grace Hopper")


@pytest.fixture
def guarded(grace: User) -> User:
    """Grace with an authenticator app, whose key is TOTP_SECRET."""
    return give_second_factor(grace)


@pytest.fixture
def sign_in(anonymous: APIClient) -> Callable[..., Any]:
    """`sign_in("a@b.c", "password")` posts to the token endpoint."""

    def post(email: str, password: str = PASSWORD, **extra: Any) -> Any:
        return anonymous.post("/api/v1/auth/token/", {"email": email, "password": password}, **extra)

    return post
