"""System checks on settings that would quietly open the second factor."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

FOR_TESTS_ONLY = ("MFA_TOTP_INSECURE_BYPASS_CODE", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN")


@register(Tags.security, deploy=True)
def second_factor_has_no_back_door(**_: Any) -> list[CheckMessage]:
    """Refuse allauth's settings for tests: a code that is always right, passkeys for pages without https."""
    if settings.IS_LOCAL:
        return []
    found = [name for name in FOR_TESTS_ONLY if getattr(settings, name, None)]
    return [Error(f"{name} is set; it is for tests only.", hint="Remove it.", id="accounts.E001") for name in found]
