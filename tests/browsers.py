"""A browser that takes pushes, and the push service behind it: what a message looks like at its other end."""

import json
from typing import Any, NamedTuple

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt import PyJWK, decode

from notifications.push_models import PushSubscription
from notifications.vapid_keys import from_base64url, to_base64url
from tests.receivers import Received

AUTH = bytes(range(16))


class Delivered(NamedTuple):
    """A push as its browser reads it."""

    shown: dict[str, Any]
    claims: dict[str, Any]
    headers: dict[str, str]


class Browser:
    """One browser with keys of its own, at an address of a push service."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())

    @property
    def body(self) -> dict[str, Any]:
        """What it sends to subscribe."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "keys": {"p256dh": to_base64url(point), "auth": to_base64url(AUTH)}}

    def subscription_of(self, user: Any) -> PushSubscription:
        """Subscribe."""
        keys = self.body["keys"]
        return PushSubscription.objects.create(user=user, endpoint=self.endpoint, device="Firefox on Windows", **keys)

    def read(self, request: Received) -> Delivered:
        """Decrypt what came, and check who signed it."""
        scheme, _, rest = request.headers["authorization"].partition(" ")
        assert scheme == "vapid"
        token, key = (part.strip().partition("=")[2] for part in rest.split(","))
        point = from_base64url(key)
        jwk = {"kty": "EC", "crv": "P-256", "x": to_base64url(point[1:33]), "y": to_base64url(point[33:])}
        audience = "/".join(self.endpoint.split("/")[:3])
        claims = decode(token, PyJWK(jwk, "ES256").key, ["ES256"], audience=audience)
        words = http_ece.decrypt(request.body, private_key=self._key, auth_secret=AUTH, version="aes128gcm")
        return Delivered(json.loads(words), {**claims, "key": key}, dict(request.headers))
