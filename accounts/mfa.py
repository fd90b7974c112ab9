"""What we tell allauth about second factors. What its hooks do not reach stands in accounts/replaced.py."""

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings

from accounts.encryption import decrypt, encrypt
from accounts.factors import FACTORS, needs_second_factor
from accounts.models import User

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LAST_FACTOR = (
    "Your role needs a second factor, and this is the only one that you have. Add another one first, then remove this one."
)


class MFAAdapter(DefaultMFAAdapter):
    """allauth's hooks for second factors."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": LAST_FACTOR,
        "incorrect_code": "This code is wrong, or it was used before. Take the next one.",
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a TOTP key."""
        return encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt it."""
        return decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Refuse the removal of the last factor of somebody whose role needs one. Recovery codes may go."""
        if authenticator.type not in FACTORS or not needs_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return bool(others.exists())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Name a key that its owner did not name."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Name ourselves by BASE_URL, whatever Host a request carries."""
        return {"id": relying_party_id(), "name": "TrustTrack"}


def relying_party_id() -> str:
    """Return the host that passkeys belong to. A demo at 127.0.0.1 uses localhost: browsers give an address no passkeys."""
    host = urlsplit(settings.BASE_URL).hostname or ""
    return "localhost" if settings.IS_LOCAL and host in LOOPBACK else host


def is_our_origin(origin: str) -> bool:
    """Say whether a passkey's answer comes from a page of ours: BASE_URL, no subdomain; in a demo any port of localhost."""
    if origin == settings.BASE_URL:
        return True
    return bool(settings.IS_LOCAL and urlsplit(origin).hostname == "localhost" and relying_party_id() == "localhost")
