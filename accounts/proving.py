"""Proving a second factor by something typed: a code of the app, a recovery code, a code by SMS. One way for website and API."""

from typing import NamedTuple

from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from accounts.errors import SecondFactorInvalid, TooManySignIns
from accounts.factors import SMS, can_use_sms
from accounts.models import PhoneCode, PhoneCodePurpose, SecurityEventKind, User
from accounts.phone_codes import send_phone_code, take_phone_code
from accounts.security import record_security_event
from common.throttling import count

LIMITS = ("second_factor", "second_factor_day")


class Proof(NamedTuple):
    """What was proved; no authenticator where it was an SMS."""

    method: str
    authenticator: Authenticator | None


def prove_by_code(request: HttpRequest, user: User, code: str, *, sms: bool = True) -> Proof:
    """Use up `code` as the second factor of `user`, who has proved the first one. `sms`: one sent for signing in counts too.

    Raises:
        TooManySignIns: beyond ten wrong codes an hour or thirty a day, the right one included.
        SecondFactorInvalid: wrong, or used before.
    """
    # Counted before it is looked at, so that a hundred guesses at once are a hundred.
    wait = max(count(limit, f"u{user.pk}") for limit in LIMITS)
    if wait:
        raise TooManySignIns(retry_after=wait)
    proof = _proof(user, code, sms=sms)
    if proof is None:
        record_security_event(SecurityEventKind.FACTOR_FAILED, user=user, request=request)
        raise SecondFactorInvalid
    for limit in LIMITS:
        count(limit, f"u{user.pk}", by=-1)
    is_recovery = proof.method == Authenticator.Type.RECOVERY_CODES
    kind = SecurityEventKind.RECOVERY_CODE_USED if is_recovery else SecurityEventKind.FACTOR_USED
    record_security_event(kind, user=user, request=request, type=proof.method)
    return proof


def send_sign_in_code(user: User) -> PhoneCode | None:
    """Send a code by SMS that can stand in for the factor; None where `user` has no factor or no verified number."""
    if not can_use_sms(user):
        return None
    return send_phone_code(user, purpose=PhoneCodePurpose.SIGN_IN, phone=user.phone)


def _proof(user: User, code: str, *, sms: bool) -> Proof | None:
    for factor in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN).order_by("-type"):
        if factor.wrap().validate_code(code):
            factor.user = user
            return Proof(str(factor.type), factor)
    if sms and can_use_sms(user):
        sent_to = take_phone_code(user, purpose=PhoneCodePurpose.SIGN_IN, code=code)
        if sent_to == user.phone:
            return Proof(SMS, None)
    return None
