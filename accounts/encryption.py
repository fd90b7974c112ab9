"""Secrets at rest: what has to be read again (TOTP keys) is encrypted, short codes are kept as a keyed hash.

The keys follow from SECRET_KEY and SECRET_KEY_FALLBACKS by HKDF-SHA256 (RFC 5869) with a name for each use, so that a leaked
signature of a session says nothing about them, and a change of SECRET_KEY goes as for sessions: the old one stays among the
fallbacks until `manage.py reencrypt_factors` has run.
"""

import base64
import functools
import hmac
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_FIELDS = b"trusttrack/accounts/encrypted-fields/v1"
_CODES = b"trusttrack/accounts/short-codes/v1"


class Unreadable(Exception):
    """Encrypted under a key that is known no more, or damaged."""


def encrypt(text: str) -> str:
    """Return `text` encrypted under the current key."""
    return _box().encrypt(text.encode()).decode()


def decrypt(encrypted: str) -> str:
    """Return what was encrypted under the current key or one of the fallbacks. Raises Unreadable."""
    try:
        return _box().decrypt(encrypted.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def reencrypt(encrypted: str) -> str:
    """Return the same secret under the current key. Raises Unreadable."""
    try:
        return _box().rotate(encrypted.encode()).decode()
    except InvalidToken as error:
        raise Unreadable from error


def hash_code(code: str, *, bound_to: str) -> str:
    """Return the keyed hash of a code that has too few digits for a plain one; worth nothing for another `bound_to`."""
    return _hash(settings.SECRET_KEY, code, bound_to)


def is_code(code: str, hashed: str, *, bound_to: str) -> bool:
    """Say in constant time whether `hashed` is the keyed hash of `code`, under the current key or one of the fallbacks."""
    return any(hmac.compare_digest(_hash(secret, code, bound_to), hashed) for secret in _secrets())


def _hash(secret: str, code: str, bound_to: str) -> str:
    return hmac.new(_derived(secret, _CODES), f"{bound_to}\0{code}".encode(), sha256).hexdigest()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(secret, _FIELDS))) for secret in _secrets()])


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


@functools.lru_cache(maxsize=16)
def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
