"""What we tell allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import is_headless_request
from allauth.headless.base.response import ConflictResponse, RateLimitResponse
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

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

    def send_account_already_exists_mail(self, email: str) -> None:
        """Send it after the work of hashing a password, so that a known e-mail does not show by a quicker answer."""
        User().set_password(get_random_string(20))
        super().send_account_already_exists_mail(email)

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
            if not is_headless_request(request):
                raise
            response = RateLimitResponse(request)
            response["Retry-After"] = str(WRONG_PASSWORD_WINDOW)
            raise ImmediateHttpResponse(response) from error
