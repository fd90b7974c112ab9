"""Gaps of allauth's headless answers, closed."""

from collections.abc import Callable

import structlog
from allauth.headless.base.response import RateLimitResponse
from django.http import HttpRequest, HttpResponse

from common.errors import DomainError
from common.problems import problem_response

PREFIX = "/_allauth/"
RETRY_SECONDS = 60
MAIL_RETRY_SECONDS = 180
GUESSES_RETRY_SECONDS = 300  # allauth counts five failures of an account in five minutes
#: What allauth answers with 400 where it has counted too many guesses at a second factor.
LIMITED = (b'"code": "too_many_login_attempts"', b'"code": "rate_limited"')
log = structlog.get_logger(__name__)


class AllauthAnswersMiddleware:
    """Its 429 says nothing about when to come back, and some of its limits are a 400.

    Text that is no valid Unicode, a dead mail server and our own refusals would end as a 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 400 and request.path.startswith(PREFIX) and any(code in response.content for code in LIMITED):
            response = RateLimitResponse(request)
            response["Retry-After"] = str(GUESSES_RETRY_SECONDS)
        if response.status_code == 429 and request.path.startswith(PREFIX) and not response.has_header("Retry-After"):
            response["Retry-After"] = str(RETRY_SECONDS)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a lone surrogate (half of a character, as JSON can spell it) with 400, a mail server that is away with 503.

        An account made before its mail failed is kept: signing in, once allauth's pause between two codes is over, sends one.
        """
        if not request.path.startswith(PREFIX):
            return None
        if isinstance(exception, DomainError):
            return _refusal(exception)
        if isinstance(exception, UnicodeEncodeError):
            return problem_response(400, code="invalid", detail="The text holds characters that do not exist.")
        if isinstance(exception, OSError):  # smtplib's errors and the network's
            log.warning("account_mail_failed", error=repr(exception))
            response = problem_response(
                503, code="mail_unavailable", detail="We cannot send mail just now. Try again in a few minutes."
            )
            response["Retry-After"] = str(MAIL_RETRY_SECONDS)
            return response
        return None


def _refusal(error: DomainError) -> HttpResponse:
    response = problem_response(error.status, code=error.code, detail=error.detail)
    if "retry_after" in error.extra:
        response["Retry-After"] = str(error.extra["retry_after"])
    return response
