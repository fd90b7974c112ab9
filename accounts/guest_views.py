"""`auth/guest/request` and `auth/guest/confirm`, beside allauth's own paths: the check-out's way in (accounts/guests.py)."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.headless.base.response import AuthenticationResponse, ConflictResponse
from allauth.headless.base.views import APIView
from allauth.headless.internal.restkit.inputs import Input
from allauth.headless.internal.restkit.response import APIResponse
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from accounts.guests import ask_for_guest_code, enter_guest_code


class GuestInput(Input):
    """Who is ordering."""

    name = forms.CharField(max_length=120)
    email = forms.EmailField(max_length=254)

    def clean_email(self) -> str:
        """Return it as sign-up would take it."""
        return str(get_adapter().clean_email(self.cleaned_data["email"]))


class GuestCodeInput(Input):
    """The code from the mail."""

    code = forms.CharField(max_length=20)


class _ForNobody(APIView):
    """Base: who is signed in needs no code."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Refuse who is signed in."""
        if request.user.is_authenticated:
            return ConflictResponse(request)
        return super().dispatch(request, *args, **kwargs)


class GuestCodeRequestView(_ForNobody):
    """Ask for a code; asking again sends a new one."""

    input_class = GuestInput

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it, to a known e-mail and an unknown one alike."""
        given = self.input.cleaned_data
        ask_for_guest_code(request, email=given["email"], name=given["name"])
        answer: HttpResponse = APIResponse(request, data={"expires_in": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT})
        return answer


class GuestCodeConfirmView(_ForNobody):
    """Enter it."""

    input_class = GuestCodeInput

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Sign in, or say which step is left."""
        response = enter_guest_code(request, code=self.input.cleaned_data["code"])
        answer: HttpResponse = AuthenticationResponse.from_response(request, response)
        return answer
