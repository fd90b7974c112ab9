"""Asking again who it is, before an act that a borrowed screen or a stolen token must not be enough for."""

import time
from datetime import timedelta
from http import HTTPStatus

from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from rest_framework.request import Request
from rest_framework_simplejwt.tokens import Token

from accounts.models import TokenFamily
from accounts.tokens import claims_of
from common.errors import DomainError


class ReauthenticationRequired(DomainError):
    """The sign-in is too old for this act. The website asks for password, code or passkey and repeats the call."""

    code = "reauthentication_required"
    status = HTTPStatus.UNAUTHORIZED
    title = "Confirm that it is you"

    def __init__(self) -> None:
        super().__init__("This needs a sign-in of the last few minutes. Confirm that it is you, then try again.")


def require_recent_sign_in(request: Request) -> None:
    """Let pass who proved who they are within the last five minutes: in this session, or by the API client's own sign-in.

    Raises:
        ReauthenticationRequired: otherwise, and for every other way of calling.
    """
    if isinstance(request.auth, Token):
        recent = _is_family_young(request.auth)
    else:
        recent = request.auth is None and is_session_fresh(request._request)
    if not recent:
        raise ReauthenticationRequired


def is_session_fresh(request: HttpRequest) -> bool:
    """Say whether somebody proved in this session, within the last five minutes, who they are."""
    proofs = get_authentication_records(request, request.user)  # type: ignore[arg-type, unused-ignore]  # none of anonymous ones
    return any(time.time() - proof["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT for proof in proofs)


def _is_family_young(token: Token) -> bool:
    since = timezone.now() - timedelta(seconds=settings.ACCOUNT_REAUTHENTICATION_TIMEOUT)
    return TokenFamily.objects.filter(pk=claims_of(token).family_id, created_at__gte=since).exists()
