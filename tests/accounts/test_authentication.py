"""accounts.authentication: which tokens open the API."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from accounts.authentication import user_of_access_token
from accounts.models import RevokeReason, TokenFamily, User
from accounts.signing import kid_of
from accounts.tokens import issue_tokens, revoke_all, rotate

Forge = Callable[[dict[str, Any], str], str]


def _me(client: APIClient, token: str) -> Any:
    return client.get("/api/v1/me/", headers={"Authorization": f"Bearer {token}"})


def _sign(payload: dict[str, Any], key: Any, algorithm: str = "HS256", **header: Any) -> str:
    return jwt.encode(payload, key, algorithm=algorithm, headers=header)


RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)


FORGERIES: dict[str, Forge] = {
    "expired": lambda claims, key: _sign({**claims, "exp": 1}, key),
    "no expiry": lambda claims, key: _sign(_without(claims, "exp"), key),
    "not valid yet": lambda claims, key: _sign({**claims, "nbf": claims["iat"] + 300}, key),
    "issued tomorrow": lambda claims, key: _sign({**claims, "iat": claims["iat"] + 86_400}, key),
    "alg none": lambda claims, _: jwt.encode(claims, "", algorithm="none"),
    "other algorithm": lambda claims, key: _sign(claims, key * 2, "HS512"),
    "same key, other algorithm": lambda claims, key: _sign(claims, key, "HS384"),
    "public key algorithm": lambda claims, _: _sign(claims, RSA, "RS256"),
    "public key algorithm with our name": lambda claims, key: _sign(claims, RSA, "RS256", kid=kid_of(key)),
    "key given in the header": lambda claims, _: _sign(claims, "k" * 40, jwk={"kty": "oct", "k": "a2tr"}),
    "other key": lambda claims, _: _sign(claims, "another-key-another-key-another-key-another-key"),
    "other audience": lambda claims, key: _sign({**claims, "aud": "elsewhere"}, key),
    "no audience": lambda claims, key: _sign(_without(claims, "aud"), key),
    "other issuer": lambda claims, key: _sign({**claims, "iss": "https://elsewhere.example"}, key),
    "no issuer": lambda claims, key: _sign(_without(claims, "iss"), key),
    "refresh as access": lambda claims, key: _sign({**claims, "token_type": "refresh"}, key),
    "no type": lambda claims, key: _sign(_without(claims, "token_type"), key),
    "no id": lambda claims, key: _sign(_without(claims, "jti"), key),
    "no family": lambda claims, key: _sign(_without(claims, "sid"), key),
    "unknown family": lambda claims, key: _sign({**claims, "sid": "00000000-0000-4000-8000-000000000000"}, key),
    "family that is no id": lambda claims, key: _sign({**claims, "sid": "'; --"}, key),
    "other owner": lambda claims, key: _sign({**claims, "sub": str(int(claims["sub"]) + 1)}, key),
    "owner that is no id": lambda claims, key: _sign({**claims, "sub": "admin"}, key),
    "tampered": lambda claims, key: _tampered(_sign(claims, key)),
    "no signature": lambda claims, key: _sign(claims, key).rpartition(".")[0] + ".",
    "no token": lambda *_: "nonsense",
}


@pytest.mark.filterwarnings("ignore::jwt.warnings.InsecureKeyLengthWarning")
@pytest.mark.parametrize("name", FORGERIES)
def test_r14_a_forged_token_opens_nothing(customer: User, anonymous: APIClient, settings: Any, name: str) -> None:
    key = settings.SIMPLE_JWT["SIGNING_KEY"]
    claims = jwt.decode(issue_tokens(customer).access, key, algorithms=["HS256"], audience="trusttrack-api")
    answer = _me(anonymous, FORGERIES[name](claims, key))
    assert (answer.status_code, answer.json()["code"]) == (401, "token_invalid")
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_real_refresh_token_opens_nothing(customer: User, anonymous: APIClient) -> None:
    assert _me(anonymous, issue_tokens(customer).refresh).status_code == 401


def test_an_access_token_lives_five_minutes(customer: User, anonymous: APIClient) -> None:
    token = issue_tokens(customer).access
    assert _me(anonymous, token).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        assert _me(anonymous, token).status_code == 401


def test_a_clock_that_is_behind_or_put_back_signs_nobody_out(customer: User, anonymous: APIClient) -> None:
    pair = issue_tokens(customer)
    with time_machine.travel(timezone.now() - timedelta(seconds=50)):
        assert _me(anonymous, pair.access).status_code == 200
        assert rotate(pair.refresh)
    with time_machine.travel(timezone.now() - timedelta(seconds=70)):
        assert _me(anonymous, pair.access).status_code == 401


def test_one_query_tells_who_it_is(customer: User, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    token = issue_tokens(customer).access
    with django_assert_num_queries(1):
        assert user_of_access_token(token) == customer


def test_r13_deactivation_ends_access_at_once(customer: User, anonymous: APIClient) -> None:
    token = issue_tokens(customer).access
    User.objects.filter(pk=customer.pk).update(is_active=False)
    assert _me(anonymous, token).status_code == 401


def test_revocation_ends_access_at_once(customer: User, anonymous: APIClient) -> None:
    token = issue_tokens(customer).access
    revoke_all(customer, reason=RevokeReason.ADMIN)
    assert _me(anonymous, token).status_code == 401
    assert TokenFamily.objects.get().revoke_reason == "admin"


def _without(claims: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in claims.items() if key != name}


def _tampered(token: str) -> str:
    head, body, signature = token.split(".")
    return f"{head}.{body[:-2]}{'A' if body[-2] != 'A' else 'B'}{body[-1]}.{signature}"
