"""Our key as the settings have it."""

import functools

from django.conf import settings

from notifications.vapid_keys import public_half


def public_key() -> str:
    """Return what browsers subscribe with; nothing where no push is sent."""
    return _public_half(settings.VAPID_PRIVATE_KEY) if settings.VAPID_PRIVATE_KEY else ""


@functools.lru_cache(maxsize=4)
def _public_half(private_key: str) -> str:
    return public_half(private_key)
