"""The text of a vendor's API key, and whom a key stands for.

`tt_live_<prefix>_<secret><checksum>`: a fixed beginning and a CRC-32 at the end, so that secret scanners find keys and a typo is
told without a look at the database. The prefix is public and names the row; of the secret only the SHA-256 is kept. A slow
hash guards what people make up; 190 random bits cannot be guessed from any hash, and a slow one on each call would be a gift
to whoever sends nonsense (docs/adr/0017-scopes-and-keys.md).
"""

import hashlib
import hmac
import re
import secrets
import string
import zlib
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from accounts.scopes import Grant
from vendors.models import ApiKey, Membership
from vendors.permissions import ROLE_PERMISSIONS
from vendors.querysets import ApiKeyQuerySet

START = "tt_live_"
LETTERS = string.digits + string.ascii_uppercase + string.ascii_lowercase
PREFIX_LENGTH, SECRET_LENGTH, CHECKSUM_LENGTH = 10, 32, 6  # 32 letters of 62 are 190 bits
PATTERN = re.compile(rf"{START}([0-9A-Za-z]{{{PREFIX_LENGTH}}})_([0-9A-Za-z]{{{SECRET_LENGTH + CHECKSUM_LENGTH}}})")
USE_WRITTEN_EVERY = timedelta(minutes=1)


class KeyText(NamedTuple):
    """A key in its parts. `full` is shown to a person once and kept nowhere."""

    prefix: str
    secret: str
    full: str


def new_key(prefix: str | None = None) -> KeyText:
    """Return a random key, or another secret for a `prefix` that there is."""
    prefix = prefix or _random(PREFIX_LENGTH)
    secret = _random(SECRET_LENGTH)
    return KeyText(prefix, secret, f"{START}{prefix}_{secret}{_checksum(prefix, secret)}")


def read_key(text: str) -> KeyText | None:
    """Return the parts of a key, or None where `text` is none or has a typo."""
    found = PATTERN.fullmatch(text)
    if found is None:
        return None
    prefix, secret = found[1], found[2][:SECRET_LENGTH]
    return KeyText(prefix, secret, text) if text.endswith(_checksum(prefix, secret)) else None


def prefix_in(text: str) -> str:
    """Return the prefix in what somebody pasted: a prefix, the beginning of a key, or a whole one."""
    return text.strip().removeprefix(START)[:PREFIX_LENGTH]


def hash_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def living_key(text: KeyText) -> ApiKey | None:
    """Return the key, if it counts at this moment: not revoked nor expired, its maker's account open and still in the team.

    One query reads key, maker and membership.
    """
    now = timezone.now()
    key = with_role(ApiKey.objects.live(now)).select_related("created_by").filter(prefix=text.prefix).first()
    if key is None or key.role is None:
        return None
    given = hash_of(text.secret)
    is_current = hmac.compare_digest(given, key.secret_hash)
    is_previous = hmac.compare_digest(given, key.previous_hash) and key.previous_until is not None and key.previous_until > now
    return key if is_current or is_previous else None


def with_role(keys: ApiKeyQuerySet) -> ApiKeyQuerySet:
    """Add `role`: what the maker is in the key's vendor; null where they left, or their account is closed.

    Who left and came back is somebody new: a key older than the membership stays without.
    """
    return keys.annotate(role=Subquery(_of_makers().values("role")))  # type: ignore[no-redef]  # typed on the model


def working_keys(at: datetime) -> ApiKeyQuerySet:
    """Return the keys that count at `at`: those that are live, and whose maker is still in the team."""
    return ApiKey.objects.live(at).filter(Exists(_of_makers()))


def _of_makers() -> QuerySet[Membership]:
    theirs = Membership.objects.filter(vendor=OuterRef("vendor"), user=OuterRef("created_by"), user__is_active=True)
    return theirs.filter(created_at__lte=OuterRef("created_at"))


def caller_of(key: ApiKey) -> User:
    """Return the maker of a living key, limited to its vendor and to those of its scopes that the maker still has."""
    user = key.created_by
    user.grant = Grant(frozenset(key.scopes) & ROLE_PERMISSIONS[str(key.role)], vendor_id=key.vendor_id, key_prefix=key.prefix)
    return user


def note_use(key: ApiKey, *, network: str) -> bool:
    """Write when and from which network a key was used, once a minute at most; say whether it was written."""
    now = timezone.now()
    if key.last_used_at is not None and now - key.last_used_at < USE_WRITTEN_EVERY:
        return False
    unwritten = Q(last_used_at=None) | Q(last_used_at__lte=now - USE_WRITTEN_EVERY)
    return bool(ApiKey.objects.filter(unwritten, pk=key.pk).update(last_used_at=now, last_used_network=network))


def _random(length: int) -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(length))


def _checksum(prefix: str, secret: str) -> str:
    number = zlib.crc32(f"{START}{prefix}_{secret}".encode())
    digits = []
    for _ in range(CHECKSUM_LENGTH):
        number, digit = divmod(number, len(LETTERS))
        digits.append(LETTERS[digit])
    return "".join(reversed(digits))
