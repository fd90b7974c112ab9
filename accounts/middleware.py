"""Two gaps of allauth's headless answers, closed."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.problems import problem_response

PREFIX = "/_allauth/"
RETRY_SECONDS = 60


class AllauthAnswersMiddleware:
    """Its 429 says nothing about when to come back; text that is no valid Unicode ends in its hashing as a 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 429 and request.path.startswith(PREFIX) and not response.has_header("Retry-After"):
            response["Retry-After"] = str(RETRY_SECONDS)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a lone surrogate (half of a character, as JSON can spell it) with 400."""
        if request.path.startswith(PREFIX) and isinstance(exception, UnicodeEncodeError):
            return problem_response(400, code="invalid", detail="The text holds characters that do not exist.")
        return None
