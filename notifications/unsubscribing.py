"""The links by which somebody stops a kind of notice without signing in (RFC 8058)."""

import base64
import binascii
import functools

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from accounts.models import User
from common.errors import DomainError
from notifications.models import Channel
from notifications.notices import Notice, notices
from notifications.preferences import can_be_switched, choose

_PURPOSE = b"trusttrack/notifications/unsubscribe/v1"
_KIND_LENGTH, _CHANNEL_LENGTH, _ID_LENGTH = 40, 10, 8


class UnsubscribeLinkUnknown(DomainError):
    """The link is none of ours, or its account or notice is gone."""

    status = 404
    code = "unsubscribe_link_unknown"
    title = "This link does not work"


def token_for(user: User, kind: str, channel: Channel) -> str:
    """Return the secret part of a person's link for a notice and channel.

    It is encrypted and authenticated (AES-SIV, RFC 5297) under a key that follows from SECRET_KEY: nobody can guess one or read
    who it is for, and as long as the key or its fallback stands, it works. Nothing is stored.
    """
    named = kind.encode().ljust(_KIND_LENGTH, b"\0") + channel.value.encode().ljust(_CHANNEL_LENGTH, b"\0")
    return sealed(_PURPOSE, user.pk.to_bytes(_ID_LENGTH) + named)


def read_token(token: str) -> tuple[User, Notice, Channel]:
    """Return whom and what a link is for. Raises UnsubscribeLinkUnknown."""
    content = opened(_PURPOSE, token)
    if content is None:
        raise UnsubscribeLinkUnknown("Open it as it stands in the message.")
    user = User.objects.filter(pk=int.from_bytes(content[:_ID_LENGTH]), is_active=True).first()
    kind, channel = content[_ID_LENGTH:-_CHANNEL_LENGTH], content[-_CHANNEL_LENGTH:]
    notice = notices().get(kind.rstrip(b"\0").decode())
    if user is None or user.is_deleted or notice is None:
        raise UnsubscribeLinkUnknown("The account or this kind of notice is not there any more.")
    return user, notice, Channel(channel.rstrip(b"\0").decode())


def set_by_link(token: str, *, is_on: bool) -> None:
    """Stop what a link is for, or take that back; safe to repeat. Raises UnsubscribeLinkUnknown, NoticeFixed."""
    user, notice, channel = read_token(token)
    choose(notice, channel, is_on=is_on, by=user)


def headers_for(user: User | None, notice: Notice, channel: Channel) -> dict[str, str]:
    """Return the headers by which a mail program offers to stop it; none for what cannot be switched off."""
    if user is None or not can_be_switched(notice, channel):
        return {}
    return one_click_headers(f"{settings.BASE_URL}/u/{token_for(user, notice.kind, channel)}/")


def one_click_headers(url: str) -> dict[str, str]:
    """Return the headers that name an address where one POST stops it; none without one."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"} if url else {}


def page_for(user: User | None, notice: Notice, channel: Channel) -> str:
    """Return the page on which a person stops it, or an empty string."""
    is_offered = user is not None and can_be_switched(notice, channel)
    return f"{settings.BASE_URL}/unsubscribe/{token_for(user, notice.kind, channel)}" if user and is_offered else ""


def sealed(purpose: bytes, content: bytes) -> str:
    """Return `content` as the secret part of a link that serves this purpose, and no other."""
    return base64.urlsafe_b64encode(_cipher(settings.SECRET_KEY, purpose).encrypt(content, None)).decode().rstrip("=")


def opened(purpose: bytes, token: str) -> bytes | None:
    """Return what was sealed for this purpose; None where it was not, or by a key that does not stand any more."""
    try:
        content = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(secret, purpose).decrypt(content, None)
        except (InvalidTag, ValueError):
            continue
    return None


@functools.lru_cache(maxsize=16)
def _cipher(secret: str, purpose: bytes) -> AESSIV:
    return AESSIV(HKDF(algorithm=SHA256(), length=64, salt=None, info=purpose).derive(secret.encode()))
