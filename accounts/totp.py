"""Codes of an authenticator app, each of which works once (RFC 6238, 5.2).

allauth remembers a used code in the cache for one step; with a tolerance of one step it works for three, and without Redis each
process remembers its own. Here the database remembers the last step that was used.
"""

from collections.abc import Callable
from typing import Any

import structlog
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as allauth_totp
from allauth.mfa.totp.internal.auth import TOTP
from django.db import transaction

from accounts.encryption import Unreadable, decrypt
from accounts.enrolment import enrolled
from accounts.models import User

LAST_STEP = "last_step"
log = structlog.get_logger(__name__)


class OneTimeTOTP(TOTP):
    """allauth's TOTP with a memory in the row. The bypass code of allauth's settings is not looked at."""

    instance: Authenticator

    @classmethod
    @transaction.atomic
    def activate(cls, user: User, secret: str) -> "OneTimeTOTP":
        """Keep the (encrypted) key and write down that a factor was added."""
        made: OneTimeTOTP = super().activate(user, secret)
        enrolled(made.instance)
        return made

    @transaction.atomic
    def validate_code(self, code: str) -> bool:
        """Take `code` if it belongs to a step around now that is later than the last one used."""
        locked = Authenticator.objects.select_for_update().get(pk=self.instance.pk)
        step = _step_of(locked, code)
        if step is None or step <= locked.data.get(LAST_STEP, -1):
            return False
        locked.data[LAST_STEP] = step
        locked.save(update_fields=["data"])
        self.instance.data = locked.data
        return True


def give_totp(user: User, secret: str = "") -> str:
    """Give `user` an authenticator app with this key, or a new one, in the place of one they have; return the key.

    For commands, demo data and tests: a person enrols on the security page.
    """
    key = secret or str(allauth_totp.generate_totp_secret())
    with transaction.atomic():
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        OneTimeTOTP.activate(user, key)
    return key


def totp_key_of(user: User) -> str:
    """Return the key of the app of `user`, empty where there is none that can be read. For demo data."""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    try:
        return decrypt(factor.data["secret"]) if factor else ""
    except Unreadable:
        return ""


def totp_code(secret: str) -> str:
    """Return the code that an app with this key shows now (for the demo and tests)."""
    steps = list(allauth_totp.yield_hotp_counters_from_time())
    return str(allauth_totp.format_hotp_value(allauth_totp.hotp_value(secret, steps[len(steps) // 2])))


def _step_of(factor: Authenticator, code: str) -> int | None:
    try:
        secret = decrypt(factor.data["secret"])
    except Unreadable:
        log.error("totp_key_unreadable", authenticator=factor.pk, cure="put the old SECRET_KEY into SECRET_KEY_FALLBACKS")
        return None
    matching: Callable[[int], bool] = lambda step: compare_user_code(  # noqa: E731 - read in the line below
        actual=code, expected=allauth_totp.format_hotp_value(allauth_totp.hotp_value(secret, step))
    )
    steps: Any = allauth_totp.yield_hotp_counters_from_time()
    return next((step for step in steps if matching(step)), None)
