"""accounts.signing: keys follow one another, and nobody is signed out by it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.errors import TokenInvalid
from accounts.models import User
from accounts.signing import kid_of
from accounts.tokens import issue_tokens, rotate

OLD = "old-key-0123456789-0123456789-0123456789"
NEW = "new-key-0123456789-0123456789-0123456789"
NEWER = "newer-key-0123456789-0123456789-0123456789"
SetKeys = Callable[..., None]


@pytest.fixture
def keys(settings: Any) -> SetKeys:
    """`keys(NEW, OLD)` signs by NEW and still verifies by OLD."""

    def put(current: str, *fallbacks: str) -> None:
        settings.SIMPLE_JWT = {**settings.SIMPLE_JWT, "SIGNING_KEY": current}
        settings.JWT_SIGNING_KEY_FALLBACKS = list(fallbacks)

    put(OLD)
    return put


def _status(client: APIClient, access: str) -> int:
    return int(client.get("/api/v1/me/", headers={"Authorization": f"Bearer {access}"}).status_code)


def _signed(token: str, key: str, **header: Any) -> str:
    claims = jwt.decode(token, options={"verify_signature": False})
    return jwt.encode(claims, key, algorithm="HS256", headers=header)


def test_a_token_names_its_key_by_a_hash(customer: User, keys: SetKeys) -> None:
    pair = issue_tokens(customer)
    for token in pair:
        assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "JWT", "kid": kid_of(OLD)}
    assert kid_of(OLD) not in OLD
    assert kid_of(OLD) != kid_of(NEW)


def test_keys_are_rotated_while_clients_refresh_and_nobody_is_signed_out(
    customer: User, anonymous: APIClient, keys: SetKeys
) -> None:
    busy, idle = issue_tokens(customer), issue_tokens(customer)
    for ring in ((NEW, OLD), (NEWER, NEW, OLD)):
        keys(*ring)
        assert _status(anonymous, busy.access) == 200
        busy = rotate(busy.refresh)
        assert jwt.get_unverified_header(busy.refresh)["kid"] == kid_of(ring[0])
        assert _status(anonymous, busy.access) == 200
    idle = rotate(idle.refresh)
    keys(NEWER)
    assert rotate(busy.refresh)
    assert rotate(idle.refresh)


def test_a_key_that_is_gone_verifies_nothing(customer: User, anonymous: APIClient, keys: SetKeys) -> None:
    pair = issue_tokens(customer)
    keys(NEW)
    assert _status(anonymous, pair.access) == 401
    with pytest.raises(TokenInvalid):
        rotate(pair.refresh)


def test_a_fallback_signs_nothing(customer: User, keys: SetKeys) -> None:
    keys(NEW, OLD)
    header = jwt.get_unverified_header(issue_tokens(customer).access)
    assert header["kid"] == kid_of(NEW)


def test_a_token_from_before_keys_had_names_lives_until_it_expires(customer: User, anonymous: APIClient, keys: SetKeys) -> None:
    pair = issue_tokens(customer)
    access, refresh = (_signed(token, OLD) for token in pair)
    keys(NEW, OLD)
    assert _status(anonymous, access) == 200
    assert rotate(refresh)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert _status(anonymous, access) == 401
    keys(NEW)
    assert _status(anonymous, access) == 401


@pytest.mark.parametrize(
    ("signed_by", "kid"),
    [(OLD, "unknown"), (OLD, ""), (OLD, "../../etc/passwd"), (OLD, kid_of(NEW)), (NEW, kid_of(OLD)), (NEWER, kid_of(OLD))],
)
def test_a_token_verifies_by_the_key_that_it_names_alone(
    customer: User, anonymous: APIClient, keys: SetKeys, signed_by: str, kid: str
) -> None:
    keys(NEW, OLD)
    assert _status(anonymous, _signed(issue_tokens(customer).access, signed_by, kid=kid)) == 401


def test_a_kid_that_is_no_text_is_refused(customer: User, anonymous: APIClient, keys: SetKeys) -> None:
    head, body, signature = issue_tokens(customer).access.split(".")
    forged = jwt.utils.base64url_encode(b'{"alg":"HS256","kid":["a"]}').decode()
    assert _status(anonymous, f"{forged}.{body}.{signature}") == 401
    assert head != forged
