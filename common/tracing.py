"""Spans for OpenTelemetry, where somebody collects them (config/tracing.py); else nothing is loaded and nothing is measured.

Our own few instead of the libraries' instrumentation: those write a request's path down, and a tracking link is a key.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.http import HttpRequest, HttpResponse

from common.logs import current_request_id

_tracer: Any = None
_extract: Callable[[Mapping[str, str]], Any] = lambda _headers: None  # noqa: E731 - replaced where there is a tracer


def use_tracer(tracer: Any, *, extract: Callable[[Mapping[str, str]], Any]) -> None:
    """Make spans with `tracer` from now on (None: none any more); `extract` finds the caller's span in headers."""
    global _tracer, _extract
    _tracer, _extract = tracer, extract


@contextmanager
def span(name: str, *, context: Any = None, **attributes: str | int) -> Iterator[Any]:
    """Measure what is done inside, under the request's id; yield the span, or None where nobody collects."""
    if _tracer is None:
        yield None
        return
    known = {key.replace("__", "."): value for key, value in attributes.items()}
    if request_id := current_request_id():
        known["trusttrack.request_id"] = request_id
    with _tracer.start_as_current_span(name, context=context, attributes=known) as current:
        yield current


class TracingMiddleware:
    """One span for each request, named by its route's pattern."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _tracer is None:
            return self.get_response(request)
        with span(request.method or "", context=_extract(request.headers), http__request__method=request.method or "") as current:
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "unmatched"
            current.update_name(f"{request.method} {route}")
            current.set_attributes({"http.route": route, "http.response.status_code": response.status_code})
            return response
