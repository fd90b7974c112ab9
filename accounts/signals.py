"""What allauth and Django tell of sign-ins, passwords, sessions and factors, written down; and what must end with it.

Connected in apps.py. These are the only signals that we listen to: both have no other hook there.
"""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.account.signals import (
    authentication_step_completed,
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
    user_signed_up,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from allauth.usersessions.models import UserSession
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import pre_save
from django.http import HttpRequest

from accounts.devices import forget_all_devices, is_new_device
from accounts.models import SecurityEventKind, User
from accounts.security import record_security_event
from accounts.sessions import Current, begin_session, end_other_sign_ins, forget_session, network_address


def connect() -> None:
    """Start listening; a second call changes nothing."""
    for signal, receiver in (
        (user_signed_up, _on_sign_up),
        (user_logged_in, _on_sign_in),
        (user_logged_out, _on_sign_out),
        (authentication_step_completed, _on_proof),
        (password_changed, _on_new_password),
        (password_set, _on_new_password),
        (password_reset, _on_reset),
        (authenticator_added, _on_factor),
        (authenticator_removed, _on_factor),
    ):
        signal.connect(receiver, dispatch_uid=f"accounts.{receiver.__name__}")
    pre_save.connect(_keep_network_only, sender=UserSession, dispatch_uid="accounts.keep_network_only")


def _on_sign_up(request: HttpRequest, user: User, **_: Any) -> None:
    record_security_event(SecurityEventKind.SIGNED_UP, user=user, request=request)


def _on_sign_in(request: HttpRequest, user: User, **_: Any) -> None:
    begin_session(request, user)
    methods = sorted({proof["method"] for proof in get_authentication_records(request, user)})
    is_new = is_new_device(request, user)
    record_security_event(SecurityEventKind.SIGNED_IN, user=user, request=request, methods=methods)
    if is_new:
        record_security_event(SecurityEventKind.NEW_DEVICE, user=user, request=request)  # mailed by a listener


def _on_sign_out(request: HttpRequest, user: User | None, **_: Any) -> None:
    if user is not None:
        forget_session(request.session.session_key)
        record_security_event(SecurityEventKind.SIGNED_OUT, user=user, request=request)


def _on_proof(request: HttpRequest, user: User, method: str, **extra: Any) -> None:
    if extra.get("reauthenticated"):
        record_security_event(SecurityEventKind.REAUTHENTICATED, user=user, request=request, methods=[method])
    elif method == "code" and not EmailAddress.objects.filter(user=user, email=user.email, verified=True).exists():
        _drop_password(request, user)


def _drop_password(request: HttpRequest, user: User) -> None:
    """Void the password of an account whose address is shown to be theirs just now: whoever chose it may have been another."""
    if user.has_usable_password():
        user.set_unusable_password()
        user.save(update_fields=["password"])
        record_security_event(SecurityEventKind.PASSWORD_CHANGED, user=user, request=request, voided=True)


def _on_new_password(request: HttpRequest, user: User, **_: Any) -> None:
    record_security_event(SecurityEventKind.PASSWORD_CHANGED, user=user, request=request)
    _end_others(request, user)


def _on_reset(request: HttpRequest, user: User, **_: Any) -> None:
    record_security_event(SecurityEventKind.PASSWORD_RESET, user=user, request=request)
    forget_all_devices(user)
    end_other_sign_ins(user, keep=Current(), request=request)


def _on_factor(request: HttpRequest, user: User, authenticator: Authenticator, **_: Any) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _end_others(request, user)


def _end_others(request: HttpRequest, user: User) -> None:
    forget_all_devices(user)
    end_other_sign_ins(user, keep=Current(session_key=request.session.session_key), request=request)


def _keep_network_only(instance: UserSession, **_: Any) -> None:
    instance.ip = network_address(instance.ip)
