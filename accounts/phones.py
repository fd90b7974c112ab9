"""A person's phone number, verified by a code sent to it."""

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import PhoneCode, PhoneCodePurpose, SecurityEventKind, User
from accounts.phone_codes import PhoneCodeInvalid, send_phone_code, take_phone_code
from accounts.security import record_security_event
from common.errors import Invalid


def ask_for_phone_code(user: User, *, phone: str = "") -> PhoneCode:
    """Send a code to `phone` (E.164), or to the number of the profile; nothing else changes until it comes back.

    Raises Invalid without a number, TooManyMessages, SmsUnavailable, NumberRefused.
    """
    to = phone or user.phone
    if not to:
        raise Invalid("Give the number that the code shall go to.", pointer="/phone", code="required")
    return send_phone_code(user, purpose=PhoneCodePurpose.VERIFY, phone=to)


def confirm_phone(user: User, *, code: str, request: HttpRequest | None = None) -> User:
    """Take the number that the code was sent to as the verified phone of `user`. Raises PhoneCodeInvalid."""
    phone = take_phone_code(user, purpose=PhoneCodePurpose.VERIFY, code=code)
    if phone is None:
        raise PhoneCodeInvalid
    with transaction.atomic():
        locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        if locked.phone != phone:
            record_security_event(SecurityEventKind.PHONE_CHANGED, user=user, request=request)
        locked.phone, locked.phone_verified_at = phone, timezone.now()
        locked.save(update_fields=["phone", "phone_verified_at"])
        record_security_event(SecurityEventKind.PHONE_VERIFIED, user=user, request=request)
    return locked
