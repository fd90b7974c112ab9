"""The keys that sign the tokens of API clients, and how one follows another.

`JWT_SIGNING_KEY` signs and verifies, `JWT_SIGNING_KEY_FALLBACKS` verify only. A token's header names its key (`kid`, RFC 7515):
a hash of it, so that a key needs no name of its own. Signing, checking and the format are simplejwt's.
"""

import hashlib
from datetime import timedelta
from functools import lru_cache
from typing import Any

import jwt
from django.conf import settings
from rest_framework_simplejwt import tokens
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError, TokenBackendExpiredToken

KID_LENGTH = 12
# The clocks of two servers differ, and one is put back now and then: what was issued so far ahead of ours is taken all the same.
AHEAD = timedelta(minutes=1)


class OneKey(TokenBackend):
    """Verifies with one key; a token that was issued in the next minute, by our clock, is valid already."""

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        """Return the claims. Raises TokenBackendError."""
        try:
            claims: dict[str, Any] = super().decode(token, verify)
        except TokenBackendError as error:
            if not isinstance(error.__cause__, jwt.ImmatureSignatureError) or self.leeway is not None:
                raise
            patient = OneKey(self.algorithm, self.signing_key, audience=self.audience, issuer=self.issuer, leeway=AHEAD)
            claims = patient.decode(token, verify)
        return claims


class KeyRing(TokenBackend):
    """Signs with the first key and verifies with the one that the token names."""

    def __init__(self, *keys: str, issuer: str, audience: str) -> None:
        algorithm = str(settings.SIMPLE_JWT["ALGORITHM"])
        super().__init__(algorithm, keys[0], audience=audience, issuer=issuer)
        self.kid = kid_of(keys[0])
        self._by_kid = {kid_of(key): OneKey(algorithm, key, audience=audience, issuer=issuer) for key in keys}

    def encode(self, payload: dict[str, Any]) -> str:
        """Return the signed token, whose header names its key."""
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        return jwt.encode(claims, self.prepared_signing_key, algorithm=self.algorithm, headers={"kid": self.kid})

    def decode(self, token: Any, verify: bool = True) -> dict[str, Any]:
        """Return the claims. A token that names no key was issued before keys had names: any of ours may have signed it.

        Raises:
            TokenBackendError: for an unknown key too.
        """
        kid = _kid(token)
        if kid is None:
            return self._decode_unnamed(token, verify)
        if kid not in self._by_kid:
            raise TokenBackendError("Token is signed with an unknown key")
        claims: dict[str, Any] = self._by_kid[kid].decode(token, verify)
        return claims

    def _decode_unnamed(self, token: Any, verify: bool) -> dict[str, Any]:
        failure = TokenBackendError("Token is signed by nobody we know")
        for backend in self._by_kid.values():
            try:
                claims: dict[str, Any] = backend.decode(token, verify)
            except TokenBackendExpiredToken:
                raise
            except TokenBackendError as error:
                failure = error
            else:
                return claims
        raise failure


def kid_of(key: str) -> str:
    """Return the name of a key."""
    return hashlib.sha256(b"trusttrack kid\n" + key.encode()).hexdigest()[:KID_LENGTH]


class _Ringed:
    def get_token_backend(self) -> KeyRing:
        """Return the ring of the keys that are set at this moment."""
        options = settings.SIMPLE_JWT
        keys = (options["SIGNING_KEY"], *settings.JWT_SIGNING_KEY_FALLBACKS)
        return _ring(keys, options["ISSUER"], options["AUDIENCE"])


class AccessToken(_Ringed, tokens.AccessToken):
    """An access token, signed by the ring."""


class RefreshToken(_Ringed, tokens.RefreshToken):  # type: ignore[misc]  # two bases of simplejwt's own disagree
    """A refresh token, signed by the ring."""

    access_token_class = AccessToken


@lru_cache(maxsize=8)
def _ring(keys: tuple[str, ...], issuer: str, audience: str) -> KeyRing:
    return KeyRing(*keys, issuer=issuer, audience=audience)


def _kid(token: Any) -> str | None:
    try:
        kid: str | None = jwt.get_unverified_header(token).get("kid")
    except jwt.InvalidTokenError as error:
        raise TokenBackendError("Token cannot be read") from error
    return kid
