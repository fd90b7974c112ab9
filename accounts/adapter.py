"""What we tell allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import is_headless_request
from allauth.headless.base.response import RateLimitResponse
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest

from accounts.models import RevokeReason, User
from accounts.tokens import revoke_all

WRONG_PASSWORD_WINDOW = 300  # seconds; allauth counts five wrong passwords of an account in five minutes


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name that sign-up may give, with the rest."""
        user.name = (form.cleaned_data.get("name") or "").strip()
        saved: User = super().save_user(request, user, form, commit=commit)
        return saved

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
