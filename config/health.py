"""What operators and load balancers ask."""

import hmac
import time
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from redis import Redis
from redis.exceptions import RedisError

from common.metrics import update_gauges
from events.tasks import HEARTBEAT_KEY

HEARTBEAT_LATE_SECONDS = 60
LOCAL_ADDRESSES = {"127.0.0.1", "::1"}


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """Answer while the process runs, whatever else is away."""
    return JsonResponse({"status": "alive"})


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Answer 200 where requests can be served, else 503. Redis or workers away: "degraded", still 200."""
    database = _database()
    parts = {"database": database, "migrations": _migrations() if database == "ok" else "unknown", "redis": _redis()}
    parts["worker"] = _worker() if parts["redis"] == "ok" else "unknown"
    is_ready = parts["database"] == "ok" and parts["migrations"] == "ok"
    state = "ready" if is_ready and set(parts.values()) == {"ok"} else "degraded" if is_ready else "unavailable"
    return JsonResponse({"status": state, **parts}, status=200 if is_ready else 503)


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
    except Error:
        return "unavailable"
    return "ok"


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


def _worker() -> str:
    beat = cache.get(HEARTBEAT_KEY)
    if beat is None:
        return "not seen yet"
    return "ok" if time.time() - float(beat) < HEARTBEAT_LATE_SECONDS else "late"
