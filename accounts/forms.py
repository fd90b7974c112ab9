"""What sign-up asks for besides e-mail and password."""

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignUpForm(forms.Form):
    """Base of allauth's sign-up input (ACCOUNT_SIGNUP_FORM_CLASS). The adapter keeps the name."""

    name = forms.CharField(max_length=120, required=False)

    def signup(self, request: HttpRequest, user: User) -> None:
        """Do nothing more; allauth asks for this method."""
