"""The code that shows that somebody reads what comes to an address. It is derived, so nothing of it is stored."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings

from following.models import WRONG_CODES, Follow

HOLDS = timedelta(minutes=30)
DIGITS = 6
_PURPOSE = b"trusttrack/following/code/v1"


def code_of(follow: Follow) -> str:
    """Return the code that was asked for last; asking again makes another."""
    return _code(settings.SECRET_KEY, follow)


def is_code(follow: Follow, code: str, *, at: datetime) -> bool:
    """Say whether `code` is the one, in time, and not after too many wrong ones."""
    if follow.wrong_codes >= WRONG_CODES or at > follow.asked_at + HOLDS:
        return False
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return any(hmac.compare_digest(_code(key, follow), code) for key in keys)


def _code(key: str, follow: Follow) -> str:
    about = f"{follow.token}/{follow.asked_at.timestamp()!r}"
    digest = hmac.new(key.encode(), _PURPOSE + about.encode(), hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 10**DIGITS:0{DIGITS}d}"
