"""Keys by which push services know us (VAPID, RFC 8292): P-256, the private one as 32 bytes in base64url."""

import base64

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

KEY_BYTES = 32


def new_private_key() -> str:
    """Return a new private key."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return to_base64url(number.to_bytes(KEY_BYTES, "big"))


def public_half(private_key: str) -> str:
    """Return the public key, as browsers take it: the uncompressed point. Raises ValueError where the private one is none."""
    secret = from_base64url(private_key)
    if len(secret) != KEY_BYTES:
        raise ValueError(f"a VAPID private key is {KEY_BYTES} bytes in base64url")
    public = ec.derive_private_key(int.from_bytes(secret, "big"), ec.SECP256R1()).public_key()
    return to_base64url(public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def to_base64url(raw: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Return the bytes of base64url, padded or not. Raises ValueError."""
    return base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), altchars=b"-_", validate=True)
