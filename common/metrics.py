"""Figures for Prometheus. Gauges that need a look at the database are registered by those who own the rows."""

import math
import time
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from django.db import Error
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Gauge, Histogram

Value = TypeVar("Value")
REQUESTS = Counter("trusttrack_http_requests_total", "Requests by route, method and status.", ["route", "method", "status"])
SECONDS = Histogram(
    "trusttrack_http_request_seconds",
    "Time to answer, by route.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10),  # 0.2 and 2 are what is promised (docs/operating.md)
)
SHED = Counter(
    "trusttrack_requests_shed", "Requests refused: too many inside (`full`), no connection in time (`database`).", ["why"]
)
for _why in ("full", "database"):
    SHED.labels(_why)  # printed from the start, so that the first one is a rise
IN_FLIGHT = Gauge("trusttrack_requests_in_flight", "Requests that this process works on.")
_gauges: list[tuple[Gauge, Callable[[], float]]] = []
#: Gauges that are read at once, each from its own word of the figures.
_labelled: list[tuple[Mapping[str, Gauge], Callable[[], Mapping[str, Mapping[str, float]]]]] = []


def gauge(name: str, help_text: str, value: Callable[[], float]) -> None:
    """Register a gauge whose value is read when it is asked for."""
    _gauges.append((Gauge(name, help_text), value))


def gauge_by(name: str, help_text: str, label: str, values: Callable[[], Mapping[str, float]]) -> None:
    """Register a gauge that has a value for each word of `label`, read when it is asked for."""
    gauges_by(label, {name: (name, help_text)}, lambda: {word: {name: value} for word, value in values().items()})


def gauges_by(label: str, names: Mapping[str, tuple[str, str]], figures: Callable[[], Mapping[str, Mapping[str, float]]]) -> None:
    """Register gauges that have a value for each word of `label`, all of which are read at once when they are asked for.

    `names` gives each figure its gauge's name and help; `figures()` returns them by the label's word, then by the figure.
    """
    _labelled.append(({figure: Gauge(name, about, [label]) for figure, (name, about) in names.items()}, figures))


class Asked:
    """Asks for values until the database fails one; each further wait would be seconds."""

    def __init__(self) -> None:
        self._is_away = False

    def __call__(self, value: Callable[[], Value]) -> Value | None:
        """Return the value; None where the database does not answer."""
        if self._is_away:
            return None
        try:
            return value()
        except Error:
            self._is_away = True
            return None


def update_gauges() -> None:
    """Read every registered value. Where the database does not answer, what is left has none: what the process counts is told."""
    asked = Asked()
    for gauges, figures in _labelled:
        read = asked(figures) or {}
        for figure, several in gauges.items():
            several.clear()
            for word, numbers in read.items():
                several.labels(word).set(numbers[figure])
    for one, value in _gauges:
        found = asked(value)
        one.set(math.nan if found is None else found)


class Reading(NamedTuple):
    """A gauge as it stands; `label` is the word that it is told apart by, where it has several values."""

    name: str
    help: str
    label: str
    value: float


def readings() -> list[Reading]:
    """Return every registered gauge, read now."""
    update_gauges()
    labelled = [one for gauges, _ in _labelled for one in gauges.values()]
    return [reading for one in (*(one for one, _ in _gauges), *labelled) for reading in _readings_of(one)]


def _readings_of(one: Gauge) -> Iterator[Reading]:
    for family in one.collect():
        for sample in family.samples:
            yield Reading(sample.name, family.documentation, ", ".join(sample.labels.values()), sample.value)


class MetricsMiddleware:
    """Counts and times every request by its route's pattern (never by its path: paths hold secrets)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        response = self.get_response(request)
        route = request.resolver_match.route if request.resolver_match else "unmatched"
        REQUESTS.labels(route, request.method, response.status_code).inc()
        SECONDS.labels(route).observe(time.perf_counter() - start)
        return response
