"""What sign-up asks for besides e-mail and password."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from accounts.models import SecurityEventKind, User
from accounts.passwords import NotAboutYou, NotGuessed
from accounts.security import record_security_event


class SignUpForm(forms.Form):
    """Base of allauth's sign-up input (ACCOUNT_SIGNUP_FORM_CLASS). The adapter keeps the name.

    Without a password the account is made all the same: its person signs in by code, or by a passkey once they have one.
    """

    account_already_exists = False  # set by allauth's subclass

    name = forms.CharField(max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Look at the password beside the name and the e-mail, which allauth's check of the single field does not know."""
        given = super().clean() or self.cleaned_data
        if password := given.get("password"):
            self._check_beside(password, User(email=given.get("email") or "", name=given.get("name") or ""))
        if self.account_already_exists and not self.errors:
            _rehearse(given)
        return given

    def _check_beside(self, password: str, user: User) -> None:
        for rule in (NotAboutYou(), NotGuessed()):
            try:
                rule.validate(password, user)
            except ValidationError as error:
                self.add_error("password", error)
                return

    def signup(self, request: HttpRequest, user: User) -> None:
        """Do nothing more; allauth asks for this method."""


def _rehearse(given: dict[str, Any]) -> None:
    """Do the work that a new account costs and take it back, so that a known e-mail does not answer sooner."""
    with transaction.atomic():
        email = f"{get_random_string(32).lower()}@rehearsal.invalid"
        user = User.objects.create_user(email, given.get("password") or None)
        EmailAddress.objects.create(user=user, email=email, primary=True)
        record_security_event(SecurityEventKind.SIGNED_UP, user=user, request=context.request)
        transaction.set_rollback(True)
