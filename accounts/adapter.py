"""What we tell allauth."""

from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.core.internal.httpkit import is_headless_request
from allauth.headless.base.response import ConflictResponse, RateLimitResponse
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from accounts.attempts import note_block, note_block_of_network, note_failure
from accounts.models import RevokeReason, User
from accounts.tokens import revoke_all
from common.letters import asked_language, has_words, letter_of, message_of, reading, zone_named

WRONG_PASSWORD_WINDOW = 300  # seconds; allauth counts five wrong passwords of an account in five minutes

BEGUN_AS = "sign_in_begun_as"


def _standing(user: User) -> str:
    """Return what a new password or e-mail changes."""
    return f"{user.get_session_auth_hash()} {user.email}"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's hooks."""

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Keep the name that sign-up may give, with the rest."""
        user.name = (form.cleaned_data.get("name") or "").strip()
        user.language = asked_language(request).code
        try:
            with transaction.atomic():
                saved: User = super().save_user(request, user, form, commit=commit)
        except IntegrityError as error:  # the same sign-up twice at once; the other one won
            raise ImmediateHttpResponse(ConflictResponse(request)) from error
        return saved

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: dict[str, str] | None = None
    ) -> EmailMessage:
        """Return the mail in the language of who has the address; for a stranger, in that of the browser that asked."""
        if not has_words(template_prefix):
            mail: EmailMessage = super().render_mail(template_prefix, email, context, headers)
            return mail
        to = email if isinstance(email, str) else email[0]
        person = User.objects.filter(email=to.lower()).first()
        language = person.language if person else asked_language(self.request).code
        with reading(language, zone_named(person.timezone if person else "")):
            return message_of(letter_of(template_prefix, context), to, headers=headers)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user; for a closed account nobody, as for a wrong password (allauth would tell them apart)."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user and user.is_active else None

    def pre_login(self, request: HttpRequest, user: User, *, email: str | None = None, **kwargs: Any) -> HttpResponse | None:
        """Begin a sign-in. One by an address that is not the account's any more is none."""
        if email and email.lower() != user.email:
            raise ImmediateHttpResponse(ConflictResponse(request))
        request.session[BEGUN_AS] = _standing(user)
        response: HttpResponse | None = super().pre_login(request, user, email=email, **kwargs)
        return response

    def login(self, request: HttpRequest, user: User) -> None:
        """Complete a sign-in, unless its password or e-mail was changed while it waited for the next step."""
        if request.session.pop(BEGUN_AS, None) != _standing(user):
            raise ImmediateHttpResponse(ConflictResponse(request))
        super().login(request, user)

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take an address as verified, where it is the account's: accounts.email_change is the one way to another."""
        return email_address.email == email_address.user.email and bool(super().confirm_email(request, email_address))

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

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Count wrong passwords by the e-mail alone: allauth's key holds the Host too, which the caller chooses."""
        return str(credentials.get("email") or "").lower()

    def _note_block(self, request: HttpRequest, credentials: dict[str, Any]) -> None:
        of_account = ",".join(rate for rate in app_settings.RATE_LIMITS["login_failed"].split(",") if rate.endswith("/key"))
        key = self._get_login_attempts_cache_key(request, **credentials)
        limit = {"app": "allauth.account", "action": "login_failed", "config": {"login_failed": of_account}}
        if ratelimit.consume(request, key=key, dry_run=True, **limit):
            note_block_of_network(request)
        else:
            note_block(request, email=credentials.get("email", ""))
