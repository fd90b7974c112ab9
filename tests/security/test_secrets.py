"""A new SECRET_KEY, with the old one in SECRET_KEY_FALLBACKS, ends nothing; without it, everything."""

import pytest
from allauth.account.forms import default_token_generator
from django.core import signing
from django.test import Client
from pytest_django import Settings

from accounts.models import User

NEW = "a-new-secret-key-that-nobody-had-before-0123456789-0123456789"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def rotate(settings: Settings) -> object:
    """`rotate()` makes a new key; `rotate(keep=False)` forgets the old one."""

    def rotated(*, keep: bool = True) -> None:
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY] if keep else []
        settings.SECRET_KEY = NEW

    return rotated


@pytest.mark.parametrize(("keep", "status"), [(True, 200), (False, 401)])
def test_sessions(client: Client, customer: User, rotate: object, keep: bool, status: int) -> None:
    client.force_login(customer, backend=BACKEND)
    rotate(keep=keep)  # type: ignore[operator]  # the fixture's function
    assert [client.get("/api/v1/me/").status_code for _ in range(2)] == [status, status]


def test_signed_links(rotate: object) -> None:
    link = signing.dumps({"user": 1}, salt="link")
    rotate()  # type: ignore[operator]  # as above
    assert signing.loads(link, salt="link", max_age=60) == {"user": 1}
    rotate(keep=False)  # type: ignore[operator]  # as above
    with pytest.raises(signing.BadSignature):
        signing.loads(link, salt="link", max_age=60)


def test_password_reset_tokens(customer: User, rotate: object) -> None:
    token = default_token_generator.make_token(customer)
    rotate()  # type: ignore[operator]  # as above
    assert default_token_generator.check_token(customer, token)
    rotate(keep=False)  # type: ignore[operator]  # as above
    assert not default_token_generator.check_token(customer, token)
