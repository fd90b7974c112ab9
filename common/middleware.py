"""One id for each request, in the answer, the log lines, the problems and the events."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from common.logs import bind_request_id

HEADER = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestIdMiddleware:
    """Takes a well-formed X-Request-ID from the proxy in front, or makes one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        request_id = given if _ACCEPTED.fullmatch(given) else new_request_id()
        bind_request_id(request_id)
        response = self.get_response(request)
        response[HEADER] = request_id
        return response


def new_request_id() -> str:
    """Return an id for a request that brought none."""
    return secrets.token_hex(8)
