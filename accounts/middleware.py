"""Gaps of allauth's headless answers, closed; and the life of sessions."""

from collections.abc import Callable
from typing import Any

import orjson
import structlog
from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from django.http import HttpRequest, HttpResponse

from accounts.attempts import note_failure
from accounts.models import User
from accounts.reauthentication import ReauthenticationRequired, is_session_fresh
from accounts.sessions import touch_session
from common.errors import DomainError
from common.problems import CONTENT_TYPE, problem, problem_response

PREFIX = "/_allauth/browser/v1/"
SIGN_IN_CODE = f"{PREFIX}auth/code/confirm"
SAFE = {"GET", "HEAD", "OPTIONS"}
RETRY_SECONDS = 60
MAIL_RETRY_SECONDS = 180
# Of those whose limit is another than allauth's minute (ACCOUNT_RATE_LIMITS).
WAITS = {"auth/password/request": 900, "auth/code/request": 900, "auth/email/verify/resend": 10}
CODES = ("auth/code/", "auth/email/verify", "auth/phone/verify")
# There is one way to change the e-mail, and one list of sign-ins: under /api/v1/me/.
CLOSED = {"account/email": "/api/v1/me/email-change/", "auth/sessions": "/api/v1/me/sessions/"}
PHONE = "account/phone"
# allauth asks who has no password for nothing before these; listing the factors stays open.
SENSITIVE, FACTORS = ("account/password/change", "account/authenticators"), "account/authenticators"
#: What allauth answers with 400 where it has counted too many tries.
LIMITED = (b'"too_many_login_attempts"', b'"code": "rate_limited"')
log = structlog.get_logger(__name__)


class AllauthAnswersMiddleware:
    """Its 429 and 409 say nothing, and some of its limits are a 400.

    Text that is no valid Unicode, a dead mail server and our own refusals would end as a 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        path = request.path.removeprefix(PREFIX)
        if path in CLOSED and request.method not in SAFE:
            return problem_response(403, code="not_here", detail=f"This is done by {CLOSED[path]}.")
        if path == PHONE:
            return problem_response(403, code="not_here", detail="This is done by /api/v1/me/phone/.")
        email = _email_of_code(request) if request.path == SIGN_IN_CODE else ""
        response = self.get_response(request)
        if email and response.status_code == 400:
            note_failure(request, email=email)
        return _in_words(path, response)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Ask again who it is, before a password or factors are changed, also where there is no password to ask for."""
        path = request.path.removeprefix(PREFIX)
        if not request.path.startswith(PREFIX) or not path.startswith(SENSITIVE) or not request.user.is_authenticated:
            return None
        is_list = path == FACTORS and request.method in SAFE
        if is_list or request.user.has_usable_password() or is_session_fresh(request):
            return None
        return _refusal(ReauthenticationRequired())

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
            log.warning("account_mail_failed", error=type(exception).__name__)  # its words may hold the address
            response = problem_response(
                503, code="mail_unavailable", detail="We cannot send mail just now. Try again in a few minutes."
            )
            response["Retry-After"] = str(MAIL_RETRY_SECONDS)
            return response
        return None


class SessionActivityMiddleware:
    """Notes that a session is in use, after calls that asked who it is; pages that do not ask cost nothing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        user = getattr(request, "_cached_user", None)  # what Django's own middleware keeps once somebody asked
        if isinstance(user, User):
            touch_session(request, user)
        return response


def _in_words(path: str, response: HttpResponse) -> HttpResponse:
    if response.status_code == 429 or _is_limit_as_input(response):
        wait = int(response.get("Retry-After") or WAITS.get(path, RETRY_SECONDS))
        answer = _problem(429, "too_many_attempts", f"Too many attempts. Try again {_in_time(wait)}.", retry_after=wait)
        answer["Retry-After"] = str(wait)
    elif response.status_code != 409 or response.get("Content-Type") == CONTENT_TYPE or b'"errors"' in response.content:
        return response
    elif path.startswith(CODES):
        answer = _problem(409, "code_expired", "This code has expired, was used, or was tried too often. Ask for a new one.")
    else:
        answer = _problem(409, "out_of_turn", "This does not fit where the sign-in stands. Reload the page and begin again.")
    answer.cookies = response.cookies
    return answer


def _problem(status: int, code: str, detail: str, **extra: Any) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(problem(status, code=code, detail=detail, **extra)), status=status, content_type=CONTENT_TYPE
    )


def _is_limit_as_input(response: HttpResponse) -> bool:
    return response.status_code == 400 and any(code in response.content for code in LIMITED)


def _in_time(seconds: int) -> str:
    return f"in {seconds // 60} minutes" if seconds > 60 else "in a minute" if seconds == 60 else f"in {seconds} seconds"


def _email_of_code(request: HttpRequest) -> str:
    """Return the e-mail that the code being entered was asked for, known or not (it is gone after the last attempt)."""
    login = request.session.get(LOGIN_SESSION_KEY)
    return str(login.get("email") or "") if isinstance(login, dict) else ""


def _refusal(error: DomainError) -> HttpResponse:
    response = problem_response(error.status, code=error.code, detail=error.detail)
    if "retry_after" in error.extra:
        response["Retry-After"] = str(error.extra["retry_after"])
    return response
