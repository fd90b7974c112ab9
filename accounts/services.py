"""Acts on accounts."""

from collections.abc import Sequence

from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from accounts.adapter import WRONG_PASSWORD_WINDOW
from accounts.devices import is_new_device
from accounts.errors import EmailNotVerified, InvalidCredentials, SecondFactorRequired, TooManySignIns
from accounts.event_types import ACCOUNT_DEACTIVATED, USER_CREATED
from accounts.factors import code_methods, has_second_factor
from accounts.models import RevokeReason, SecurityEventKind, TokenFamily, User
from accounts.permissions import PlatformPermission, has_platform_permission
from accounts.proving import prove_by_code, send_sign_in_code
from accounts.scopes import EVERYTHING
from accounts.security import record_security_event
from accounts.tokens import TokenPair, issue_tokens, revoke_all, revoke_family
from common.audit import record_act
from common.errors import DomainError
from events.services import record

SIGN_IN_WINDOW = 60  # seconds; allauth counts 30 sign-ins a minute from one address


class NotAllowed(DomainError):
    """The actor may not do this to the account."""

    code = "not_allowed"
    status = 403
    title = "Not allowed"


def sign_in_client(
    request: HttpRequest,
    *,
    email: str,
    password: str,
    code: str = "",
    send_sms: bool = False,
    scopes: Sequence[str] = (EVERYTHING,),
) -> TokenPair:
    """Sign an API client in by password and second factor, under the website's limits; return its first tokens for `scopes`.

    Where a second factor is set it asks for `code` (of the app, a recovery code, or sent by SMS); `send_sms` sends one instead.

    Raises:
        TooManySignIns: from the sixth wrong password on, the right one included; too many codes likewise.
        InvalidCredentials: unknown e-mail, wrong password and closed account alike, after the same work.
        EmailNotVerified: only where the password is right.
        SecondFactorRequired: where one is set and no code was given.
        SecondFactorInvalid: the code is wrong.
    """
    user = _authenticate(request, email=email.lower(), password=password)
    # Every check that a sign-in on the website passes stands here, in the website's order.
    if not EmailAddress.objects.filter(user=user, email=email.lower(), verified=True).exists():
        raise EmailNotVerified
    _pass_second_factor(request, user, code=code, send_sms=send_sms)
    is_new = is_new_device(request, user)
    tokens = issue_tokens(user, scopes=scopes, user_agent=request.headers.get("User-Agent", ""), request=request)
    if is_new:
        record_security_event(SecurityEventKind.NEW_DEVICE, user=user, request=request)  # mailed by a listener
    return tokens


@transaction.atomic
def update_profile(
    user: User, *, by: User, name: str | None = None, phone: str | None = None, request: HttpRequest | None = None
) -> User:
    """Change name and phone (E.164) where they are given. Another phone is not verified.

    Raises:
        NotAllowed: when it is not one's own.
    """
    if user.pk != by.pk:
        raise NotAllowed("People change their own profile only.")
    changes = {field: value for field, value in (("name", name), ("phone", phone)) if value is not None}
    is_new_phone = phone is not None and phone != User.objects.select_for_update(no_key=True).get(pk=user.pk).phone
    for field, value in changes.items():
        setattr(user, field, value)
    if is_new_phone:
        user.phone_verified_at = None
        user.phone_codes.all().delete()
        record_security_event(SecurityEventKind.PHONE_CHANGED, user=user, request=request)
    # Only these: the others may have been changed since `user` was read.
    user.save(update_fields=[*changes, *(["phone_verified_at"] if is_new_phone else [])])
    return user


@transaction.atomic
def deactivate_user(user: User, *, by: User) -> User:
    """Close an account: nobody signs in with it, and its sessions and tokens fail from the next call on.

    Raises:
        NotAllowed: unless a role of `by` closes accounts; that of one with rights on the platform takes who grants them.
    """
    _require_reach(by, user, PlatformPermission.CLOSE_ACCOUNTS)
    user.is_active = False
    user.save(update_fields=["is_active"])
    revoke_all(user, reason=RevokeReason.DEACTIVATED, by=by)
    record(ACCOUNT_DEACTIVATED, subject=f"user:{user.pk}", payload={"user": user.pk, "by": by.pk})
    record_security_event(SecurityEventKind.CLOSED, user=user, by=by)
    return user


@transaction.atomic
def reset_second_factors(user: User, *, by: User, reason: str, request: HttpRequest | None = None) -> int:
    """Take all factors and recovery codes of somebody who is locked out, and end every sign-in; return how many there were.

    Their role asks for a new one at the next sign-in. The owner is mailed (accounts/listeners.py).

    Raises:
        NotAllowed: unless `by` is a superuser, and for one's own account: that is what the security page is for.
    """
    if not by.is_superuser or by.pk == user.pk:
        raise NotAllowed("A superuser resets the factors of somebody else; your own are on the security page.")
    factors = Authenticator.objects.filter(user=user).select_for_update()
    types = sorted(factor.type for factor in factors)
    factors.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    revoke_all(user, reason=RevokeReason.ADMIN)
    record_act("reset_second_factors", by=by, on=user, reason=reason, changes={"types": types})
    record_security_event(SecurityEventKind.FACTOR_REMOVED, user=user, by=by, request=request, types=types, reset=True)
    return len(types)


def end_sign_ins(user: User, *, by: User) -> int:
    """End every sign-in of somebody, on the web and of API clients, for support; return how many there were.

    Raises:
        NotAllowed: unless a role of `by` ends sign-ins; those of one with rights on the platform takes who grants them.
    """
    _require_reach(by, user, PlatformPermission.END_SIGN_INS)
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    ended = len(sessions) + revoke_all(user, reason=RevokeReason.ADMIN)
    record_security_event(SecurityEventKind.SESSIONS_ENDED, user=user, by=by, sessions=ended)
    return ended


def end_client(family: TokenFamily, *, by: User) -> bool:
    """End one API sign-in of somebody, for support; return False where it was over.

    Raises:
        NotAllowed: as end_sign_ins does.
    """
    _require_reach(by, family.user, PlatformPermission.END_SIGN_INS)
    return revoke_family(family, reason=RevokeReason.ADMIN, by=by)


@transaction.atomic
def create_verified_user(
    *, email: str, password: str | None = None, name: str = "", is_staff: bool = False, is_superuser: bool = False
) -> User:
    """Create a user who can sign in without the code by mail (commands, demo data, import); no password: cannot sign in."""
    user = User.objects.create_user(email, password, name=name, is_staff=is_staff, is_superuser=is_superuser)
    verify_email(user)
    record(USER_CREATED, subject=f"user:{user.pk}", payload={"user": user.pk})
    return user


def verify_email(user: User) -> None:
    """Take the e-mail of `user` as verified. Safe to repeat."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})


def _pass_second_factor(request: HttpRequest, user: User, *, code: str, send_sms: bool) -> None:
    if not has_second_factor(user):
        return
    if code:
        prove_by_code(request, user, code)
        return
    sms_sent = send_sms and send_sign_in_code(user) is not None
    raise SecondFactorRequired(methods=code_methods(user), sms_sent=sms_sent)


def _require_reach(by: User, user: User, permission: PlatformPermission) -> None:
    needed = [permission, PlatformPermission.GRANT_RIGHTS] if user.is_staff or user.is_superuser else [permission]
    if not all(has_platform_permission(by, each) for each in needed):
        raise NotAllowed("Your role on the platform does not reach that far.")


def _authenticate(request: HttpRequest, *, email: str, password: str) -> User:
    if not ratelimit.consume(request, action="login"):
        raise TooManySignIns(retry_after=SIGN_IN_WINDOW)
    try:
        user: User | None = get_adapter().authenticate(request, email=email, password=password)
    except ValidationError as error:
        if error.code != "too_many_login_attempts":
            raise
        raise TooManySignIns(retry_after=WRONG_PASSWORD_WINDOW) from error
    if user is None:
        raise InvalidCredentials
    return user
