"""What every answer carries, and which requests are refused before anybody looks at them."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from common.origins import is_own_origin
from common.problems import problem_response

SAFE = {"GET", "HEAD", "OPTIONS"}
METHODS = {*SAFE, "POST", "PUT", "PATCH", "DELETE"}
OWN_SITE = {"", "same-origin", "none"}
log = structlog.get_logger(__name__)

View = Callable[[HttpRequest], HttpResponse]


class HeadersMiddleware:
    """Adds what a view did not decide itself: no sharing with other sites, no device, no copy kept. Outermost but one."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in settings.ANSWER_HEADERS.items():
            response.setdefault(name, value)
        if request.path_info.startswith(settings.STATIC_URL):
            _guard_static(response, request.path_info)
        return response


class MethodsMiddleware:
    """Refuses TRACE, CONNECT and invented methods, which some view or proxy might take for something else."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in METHODS:
            return self.get_response(request)
        response = problem_response(405, code="method_not_allowed", detail="This method means nothing here.")
        response["Allow"] = ", ".join(sorted(METHODS))
        return response


class OriginMiddleware:
    """Refuses what another site's page sends in a reader's name, beside CSRF tokens and SameSite cookies.

    Calls that sign in by a header are let through: no page of another site can add one (there is no CORS here). So are the
    browser's own reports, which carry no rights.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in SAFE or _is_anyones(request) or is_from_own_page(request):
            return self.get_response(request)
        log.warning("foreign_origin_refused", site=request.headers.get("Sec-Fetch-Site", ""))
        return problem_response(403, code="foreign_origin", detail="This was sent by a page of another site.")


def is_from_own_page(request: HttpRequest) -> bool:
    """Say whether a page of ours sent this, or no page at all (a program names neither header)."""
    if request.headers.get("Sec-Fetch-Site", "") not in OWN_SITE:
        return False
    origin = request.headers.get("Origin")
    return origin is None or is_own_origin(origin, request.get_host())


def _is_anyones(request: HttpRequest) -> bool:
    return "Authorization" in request.headers or request.path_info == settings.REPORTS_PATH


def _guard_static(response: HttpResponse, path: str) -> None:
    # A worker's own policy comes with its file; the map's worker fetches its tiles. The single-file verifier brings its own for
    # everything else.
    reached = " ".join(["'self'", *settings.MAP_ORIGINS])
    own = f"default-src 'none'; script-src 'self'; connect-src {reached}; base-uri 'none'; "
    own = "" if path.endswith("/verifier.html") else own
    response["Content-Security-Policy"] = f"{own}frame-ancestors 'none'"
