"""What operators and load balancers ask."""

import hmac
import math
import threading
import time
from contextlib import closing
from typing import Any, NamedTuple

import psycopg
from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis import Redis
from redis.exceptions import RedisError

from common.metrics import update_gauges
from common.problems import is_pool_exhausted
from config.restored import erasures
from events.heartbeats import worker_state
from ledger.lag import Lag, ledger_lag
from ledger.reads import signed_size
from timers.leading import led_seconds, scheduler_state
from timers.reads import overdue_seconds

QUEUE_LATE_SECONDS = 60
COSIGNATURE_LATE_SECONDS = 300
LOCAL_ADDRESSES = {"127.0.0.1", "::1"}


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer while the process runs, whatever else is away."""
    return JsonResponse({"status": "alive"})


class Parts(NamedTuple):
    """How each part stands, and the whole: `ready`, `degraded` (requests are served) or `unavailable`."""

    state: str
    states: dict[str, str]
    log: dict[str, float | None] | None


_turn = threading.Lock()
_found: tuple[float, Parts] = (-math.inf, Parts("unavailable", {}, None))


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 where requests can be served, else 503. Redis, workers, scheduler or sealer away: "degraded", still 200.

    So is a process that is full: were it taken away, those beside it would be full the sooner.
    """
    found = _shared_parts()
    answer = {"status": found.state, **found.states, "log": found.log}
    return JsonResponse(answer, status=503 if found.state == "unavailable" else 200)


def _shared_parts() -> Parts:
    """Return how the parts stand, asked by one at a time: all who came before it was asked share what it found.

    Anybody may ask, and each asking takes a connection, outside of the pool where that is exhausted.
    """
    global _found  # noqa: PLW0603 - what the last one who asked found
    came = time.monotonic()
    with _turn:
        if came > _found[0]:
            _found = time.monotonic(), parts()
        return _found[1]


def parts() -> Parts:
    """Ask every part how it is; none is waited for long."""
    database = _database()
    states = {"database": database, "migrations": _migrations() if database == "ok" else "unknown", "redis": _redis()}
    led = led_seconds() if states["migrations"] == "ok" else 0.0
    states["worker"] = worker_state(led_seconds=led) if states["redis"] == "ok" else "unknown"
    states["scheduler"] = scheduler_state() if states["migrations"] == "ok" else "unknown"
    states["timers"] = _timers() if states["migrations"] == "ok" else "unknown"
    states["erasures"] = erasures() if states["migrations"] == "ok" else "unknown"
    lag = ledger_lag() if states["migrations"] == "ok" else None
    states["ledger"] = _ledger(lag) if lag else "unknown"
    is_whole = states["migrations"] == "ok" and states["erasures"] == "ok"
    is_ready = states["database"] == "busy" or (states["database"] == "ok" and is_whole)
    state = "ready" if is_ready and set(states.values()) == {"ok"} else "degraded" if is_ready else "unavailable"
    return Parts(state, states, _log_figures(lag) if lag else None)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer Prometheus, by METRICS_TOKEN, or without one from this machine alone."""
    if not _may_read_metrics(request):
        raise Http404
    update_gauges()
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return settings.IS_LOCAL and request.META.get("REMOTE_ADDR") in LOCAL_ADDRESSES


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return "busy" if is_pool_exhausted(error) and _answers_others() else "unavailable"
    return "ok"


def _answers_others() -> bool:
    """Say whether the database takes a connection that is not of the pool: then it is there, and this process is full."""
    try:
        with closing(psycopg.connect(**{**connection.get_connection_params(), "connect_timeout": 2})):
            return True
    except psycopg.Error:
        return False


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return "pending" if executor.migration_plan(executor.loader.graph.leaf_nodes()) else "ok"


def _redis() -> str:
    client: Any = Redis.from_url(settings.REDIS.client, socket_timeout=0.5, socket_connect_timeout=0.5, retry=None)
    try:
        client.ping()
    except (RedisError, OSError):
        return "unavailable"
    finally:
        client.close()
    return "ok"


def _ledger(lag: Lag) -> str:
    """Say whether what happens gets sealed; anything but `ok` is for a person to look at (ledger/README.md)."""
    if lag.queue_age > QUEUE_LATE_SECONDS:
        return "behind"
    if lag.unsigned_age > QUEUE_LATE_SECONDS:
        return "unsigned"
    return "unwitnessed" if lag.is_witnessed and lag.cosignature_age > COSIGNATURE_LATE_SECONDS else "ok"


def _log_figures(lag: Lag) -> dict[str, float | None]:
    return {
        "tree_size": signed_size(),
        "queue_age_seconds": round(lag.queue_age, 3),
        "signed_at": lag.signed_at or None,
        "cosignature_age_seconds": round(lag.cosignature_age, 3) if math.isfinite(lag.cosignature_age) else None,
    }


def _timers() -> str:
    """Say whether what is due fires: with no worker, or no Redis to call one, it waits, and fires late."""
    return "ok" if overdue_seconds() < QUEUE_LATE_SECONDS else "late"
