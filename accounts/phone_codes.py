"""Codes by SMS: six digits, for ten minutes, five tries, one at a time for each purpose."""

import secrets
from datetime import timedelta
from http import HTTPStatus

from django.db import transaction
from django.utils import timezone

from accounts.encryption import hash_code, is_code
from accounts.errors import TooManySignIns
from accounts.models import PhoneCode, PhoneCodePurpose, User
from common.errors import DomainError
from common.sms import send_sms
from common.throttling import count

DIGITS = 6
LIFETIME = timedelta(minutes=10)
TRIES = 5
WORDS = {
    PhoneCodePurpose.VERIFY: "{code} is your TrustTrack code: enter it to show that this number is yours. Works for 10 minutes.",
    PhoneCodePurpose.VENDOR: "{code} is the TrustTrack code for your business's number: enter it to show that it is yours.",
    PhoneCodePurpose.SIGN_IN: "{code} is your TrustTrack code for signing in. We never ask you for it. It works for 10 minutes.",
}


class TooManyMessages(TooManySignIns):
    """Too many SMS asked for by this account or to this number."""

    code = "too_many_messages"
    title = "Too many messages"


class PhoneCodeInvalid(DomainError):
    """The code is wrong, used, expired or was tried too often."""

    code = "phone_code_invalid"
    status = HTTPStatus.BAD_REQUEST
    title = "This code does not work"

    def __init__(self) -> None:
        super().__init__("This code is wrong or does not work any more. Look at the newest message, or ask for a new code.")


def send_phone_code(user: User, *, purpose: PhoneCodePurpose, phone: str) -> PhoneCode:
    """Send a new code to `phone`; one sent before for this purpose stops working.

    Raises TooManyMessages, and what common.sms raises: then there is no code, and everything else is as it was.
    """
    wait = max(count("sms_account", f"u{user.pk}"), count("sms_number", phone))
    if wait:
        raise TooManyMessages(retry_after=wait)
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    kept, _ = PhoneCode.objects.update_or_create(
        user=user,
        purpose=purpose,
        defaults={
            "phone": phone,
            "code_hash": hash_code(code, bound_to=_bond(user, purpose, phone)),
            "tries_left": TRIES,
            "expires_at": timezone.now() + LIFETIME,
        },
    )
    try:
        send_sms(phone, WORDS[purpose].format(code=code))
    except DomainError:
        kept.delete()
        raise
    return kept


def take_phone_code(user: User, *, purpose: PhoneCodePurpose, code: str) -> str | None:
    """Use up `code`; return the number that it was sent to, or None. A wrong one costs a try, the fifth ends the code."""
    with transaction.atomic():
        kept = PhoneCode.objects.select_for_update().filter(user=user, purpose=purpose).first()
        if kept is None:
            return None
        is_right = is_code(code.strip(), kept.code_hash, bound_to=_bond(user, purpose, kept.phone))
        is_alive = kept.expires_at > timezone.now()
        kept.tries_left -= 1
        if is_right or not is_alive or kept.tries_left == 0:
            kept.delete()
        else:
            kept.save(update_fields=["tries_left"])
    return kept.phone if is_right and is_alive else None


def _bond(user: User, purpose: PhoneCodePurpose, phone: str) -> str:
    return f"{user.pk}/{purpose.value}/{phone}"
