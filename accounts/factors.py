"""Second factors: who has one, who must have one.

A factor is an allauth Authenticator: an authenticator app (TOTP) or a passkey (WebAuthn). Recovery codes and SMS stand in for
one that is lost; neither is a factor by itself.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any, NamedTuple

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.http import HttpRequest

from accounts.models import User
from common.errors import DomainError

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
SMS = "sms"
SECURITY_PAGE = "/account/security"


class SecondFactorNeeded(DomainError):
    """The person's role asks for a second factor, and they have none."""

    code = "second_factor_needed"
    status = HTTPStatus.FORBIDDEN
    title = "A second factor is needed"

    def __init__(self) -> None:
        super().__init__(
            "Your role needs a second factor: an authenticator app or a passkey. "
            f"Set one up at {settings.BASE_URL}{SECURITY_PAGE}, then try again."
        )


class SecondFactorState(NamedTuple):
    """What `/me/` tells about somebody's second factor. `methods`: totp, webauthn, recovery_codes, sms."""

    required: bool
    enabled: bool
    methods: list[str]


def has_second_factor(user: User) -> bool:
    """Say whether `user` has an authenticator app or a passkey."""
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def second_factor_exists(user: str) -> Exists:
    """Return the same question for a query of another model; `user` names its field that holds the user's id."""
    return Exists(Authenticator.objects.filter(user=OuterRef(user), type__in=FACTORS))


def needs_second_factor(user: User, roles: Iterable[str] | None = None) -> bool:
    """Say whether the platform's staff or a role in a vendor asks it of `user`; `roles` where they are read already."""
    if user.is_staff or user.is_superuser:
        return True
    if roles is not None:
        return any(role in settings.SECOND_FACTOR_ROLES for role in roles)
    related: Any = user.memberships  # type: ignore[attr-defined, unused-ignore]  # added by vendors, which stands above
    return bool(related.filter(role__in=settings.SECOND_FACTOR_ROLES).exists())


def second_factor_state(user: User, roles: Iterable[str]) -> SecondFactorState:
    """Return whether `user`, with these roles in vendors, must have a second factor, and what there is; one query."""
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    enabled = not types.isdisjoint(FACTORS)
    sms = [SMS] if enabled and user.phone_verified_at else []
    methods = [kind.value for kind in Authenticator.Type if kind in types]
    return SecondFactorState(needs_second_factor(user, roles), enabled, sorted([*methods, *sms]))


def is_proved_by_second_factor(request: HttpRequest) -> bool:
    """Say whether this session was opened, or confirmed since, by more than a password: a factor, or a passkey alone.

    A sign-in by passkey alone asks the device for its owner (WebAuthn user verification), which makes it two factors.
    """
    return any(proof.get("method") == "mfa" for proof in get_authentication_records(request, request.user))


def can_use_sms(user: User) -> bool:
    """Say whether a code by SMS may stand in for a factor: it never is the only one."""
    return user.phone_verified_at is not None and has_second_factor(user)


def code_methods(user: User) -> list[str]:
    """Return what a code may come from, for a client that can type but not use a passkey."""
    types = Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN).values_list("type", flat=True)
    return sorted([*types, *([SMS] if can_use_sms(user) else [])])
