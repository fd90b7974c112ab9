"""Gaps of allauth's headless answers, closed."""

from collections.abc import Callable
from typing import Any

import structlog
from django.http import HttpRequest, HttpResponse

from common.problems import problem_response

PREFIX = "/_allauth/"
PHONE = "/_allauth/browser/v1/account/phone"
RETRY_SECONDS = 60
MAIL_RETRY_SECONDS = 180
log = structlog.get_logger(__name__)


class AllauthAnswersMiddleware:
    """Its 429 says nothing about when to come back; text that is no valid Unicode, and a dead mail server, end as a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 429 and request.path.startswith(PREFIX) and not response.has_header("Retry-After"):
            response["Retry-After"] = str(RETRY_SECONDS)
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Answer 401 to anonymous ones who neither read nor set a phone: allauth's view of it looks for a user first."""
        if request.path == PHONE and request.method not in {"GET", "POST"} and not request.user.is_authenticated:
            return problem_response(401, code="not_authenticated", detail="Sign in first.")
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a lone surrogate (half of a character, as JSON can spell it) with 400, a mail server that is away with 503.

        An account made before its mail failed is kept: signing in, once allauth's pause between two codes is over, sends one.
        """
        if not request.path.startswith(PREFIX):
            return None
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
