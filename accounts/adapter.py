"""What we tell allauth."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import is_headless_request
from allauth.headless.base.response import ConflictResponse, RateLimitResponse
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest

from accounts.attempts import note_block, note_block_of_network, note_failure
from accounts.models import RevokeReason, User
from accounts.tokens import revoke_all

WRONG_PASSWORD_WINDOW = 300  # seconds; allauth counts five wrong passwords of an account in five minutes


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name that sign-up may give, with the rest."""
        user.name = (form.cleaned_data.get("name") or "").strip()
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit=commit)
        except IntegrityError as error:  # the same sign-up twice at once; the other one won
            raise ImmediateHttpResponse(ConflictResponse(request)) from error
        return saved

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user; for a closed account nobody, as for a wrong password (allauth would tell them apart)."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def set_password(self, user: User, password: str) -> None:
        """Set it (change and reset both come here) and end every API sign-in with it; sessions end by their auth hash."""
        with transaction.atomic():
            super().set_password(user, password)
            revoke_all(user, reason=RevokeReason.PASSWORD)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt. Beyond the limit the website gets 429 with Retry-After, instead of allauth's 400."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            self._note_block(request, credentials)
            if not is_headless_request(request):
                raise
            response = RateLimitResponse(request)
            response["Retry-After"] = str(WRONG_PASSWORD_WINDOW)
            raise ImmediateHttpResponse(response) from error

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Write the wrong password down, for a known e-mail and an unknown one alike."""
        note_failure(request, email=credentials.get("email", ""))

    def _note_block(self, request: HttpRequest, credentials: dict[str, Any]) -> None:
        of_account = ",".join(rate for rate in app_settings.RATE_LIMITS["login_failed"].split(",") if rate.endswith("/key"))
        key = self._get_login_attempts_cache_key(request, **credentials)
        limit = {"app": "allauth.account", "action": "login_failed", "config": {"login_failed": of_account}}
        if ratelimit.consume(request, key=key, dry_run=True, **limit):
            note_block_of_network(request)
        else:
            note_block(request, email=credentials.get("email", ""))
