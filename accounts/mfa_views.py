"""allauth's steps at the second factor, with a code by SMS as a fallback. They stand before its own paths in config/urls.py."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless.base.response import ConflictResponse, RateLimitResponse
from allauth.headless.base.views import AuthenticationStageAPIView
from allauth.headless.internal.restkit.response import APIResponse
from allauth.headless.mfa.inputs import AuthenticateInput, ReauthenticateInput
from allauth.headless.mfa.views import AuthenticateView, ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse

from accounts.errors import SecondFactorInvalid, TooManySignIns
from accounts.factors import can_use_sms
from accounts.proving import Proof, prove_by_code, send_sign_in_code
from common.phones import masked


class SecondFactorInput(AuthenticateInput):
    """The code of the app, a recovery code, or the one that was sent by SMS for this sign-in."""

    takes_sms = True
    proof: Proof

    def clean_code(self) -> str:
        """Prove it, under the limits that hold for the API too."""
        code: str = self.cleaned_data["code"]
        try:
            self.proof = prove_by_code(context.request, self.user, code, sms=self.takes_sms)
        except SecondFactorInvalid as error:
            raise get_adapter().validation_error("incorrect_code") from error
        except TooManySignIns as error:
            raise ImmediateHttpResponse(_limited(context.request, error)) from error
        self.authenticator = self.proof.authenticator
        return code

    def save(self) -> None:
        """Write down in the session what was proved."""
        if self.proof.authenticator is None:
            record_authentication(context.request, self.user, "mfa", type=self.proof.method)
        else:
            super().save()


class ConfirmFactorInput(SecondFactorInput, ReauthenticateInput):
    """The same for somebody who is signed in and confirms that it is them; a phone at hand is not enough for that."""

    takes_sms = False

    def save(self) -> None:
        """As allauth does."""
        ReauthenticateInput.save(self)


class SecondFactorView(AuthenticateView):
    """`auth/2fa/authenticate`."""

    input_class = SecondFactorInput


class ConfirmFactorView(ReauthenticateView):
    """`auth/2fa/reauthenticate`."""

    input_class = ConfirmFactorInput


class SecondFactorSmsView(AuthenticationStageAPIView):
    """`auth/2fa/sms`: whether a code can be sent for the sign-in that waits for its second factor, and sending it."""

    stage_class = AuthenticateStage

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say whether, and to which number (its end)."""
        user = self.stage.login.user
        is_available = can_use_sms(user)
        answer: HttpResponse = APIResponse(
            request, data={"available": is_available, "phone": masked(user.phone) if is_available else ""}
        )
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send it; 409 where the account has no verified number."""
        try:
            sent = send_sign_in_code(self.stage.login.user)
        except TooManySignIns as error:
            return _limited(request, error)
        answer: HttpResponse = APIResponse(request, data={"phone": masked(sent.phone)}) if sent else ConflictResponse(request)
        return answer


def _limited(request: HttpRequest, error: TooManySignIns) -> HttpResponse:
    response: HttpResponse = RateLimitResponse(request)
    response["Retry-After"] = str(error.retry_after)
    return response
