"""What browsers report about our own pages."""

from typing import Any
from urllib.parse import urlsplit

import orjson
import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from prometheus_client import Counter

from common.problems import problem_response
from common.throttling import ScopedThrottle, count

MAX_BYTES = 65_536
MAX_REPORTS = 20
MAX_TEXT = 200
TYPES = {"application/csp-report", "application/reports+json"}
VIOLATIONS = Counter("trusttrack_csp_violations_total", "What browsers refused on our pages, by directive.", ["directive"])
log = structlog.get_logger(__name__)


@csrf_exempt  # a browser sends it of itself, without a token; it changes nothing and is counted by address
@require_POST
def take_reports(request: HttpRequest) -> HttpResponse:
    """Note what a browser refused to run or load. Always 204 for a report, whatever stands in it: it is anybody's word."""
    if wait := count("report_csp", ScopedThrottle().get_ident(request)):  # type: ignore[arg-type]  # it reads META alone
        response = problem_response(429, code="throttled", detail="That was a lot.")
        response["Retry-After"] = str(wait)
        return response
    if request.content_type not in TYPES or len(request.body) > MAX_BYTES:
        return problem_response(400, code="invalid", detail="This is no report of a browser.")
    for report in _reports_in(request.body)[:MAX_REPORTS]:
        _note(report)
    return HttpResponse(status=204)


def _reports_in(body: bytes) -> list[dict[str, Any]]:
    """Return the reports of either spelling: one of `report-uri`, or a list of the Reporting API."""
    try:
        given = orjson.loads(body)
    except ValueError:
        return []
    if isinstance(given, dict):
        given = [given.get("csp-report")]
    else:
        given = [each.get("body") for each in given if isinstance(each, dict)] if isinstance(given, list) else []
    return [each for each in given if isinstance(each, dict)]


def _note(report: dict[str, Any]) -> None:
    directive = _known_directive(_text(report, "effectiveDirective", "effective-directive", "violated-directive"))
    VIOLATIONS.labels(directive).inc()
    log.warning(
        "csp_violation",
        directive=directive,
        page=_route(_text(report, "documentURL", "document-uri")),
        blocked=_origin(_text(report, "blockedURL", "blocked-uri")),
        source=_origin(_text(report, "sourceFile", "source-file")),
        line=report.get("lineNumber", report.get("line-number")) if isinstance(report.get("lineNumber", 0), int) else None,
    )


def _text(report: dict[str, Any], *names: str) -> str:
    return next((value for name in names if isinstance(value := report.get(name), str)), "")[:2000]


def _known_directive(name: str) -> str:
    """Return one of our directives, so that a forged report cannot make up labels."""
    base = name.split(" ", maxsplit=1)[0].removesuffix("-elem").removesuffix("-attr")
    return base if base in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"] else "other"


def _route(url: str) -> str:
    """Return the page's route, never its path: paths hold secrets."""
    try:
        return resolve(urlsplit(url).path).route
    except (Resolver404, ValueError):
        return "unmatched"


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (f"{parts.scheme}://{parts.netloc}" if parts.netloc else url)[:MAX_TEXT]
