"""/healthz, /readyz, /metrics."""

from pathlib import Path

import httpx
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from events.tasks import heartbeat
from tests.servers import web_server


@pytest.mark.django_db
def test_ready_names_each_part(client: Client) -> None:
    assert client.get("/readyz").json() == {
        "status": "degraded",
        "database": "ok",
        "migrations": "ok",
        "redis": "ok",
        "worker": "not seen yet",
    }
    heartbeat()
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


@pytest.mark.django_db(transaction=True)
def test_r54_without_a_database_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    with web_server(DATABASE_URL=f"postgresql://nobody@/nothing?host={tmp_path}", DATABASE_POOL_MAX="0") as server:
        assert httpx.get(f"{server.url}/healthz", timeout=5).status_code == 200
        answer = httpx.get(f"{server.url}/readyz", timeout=10)
        assert (answer.status_code, answer.json()["database"]) == (503, "unavailable")


@pytest.mark.django_db
def test_without_redis_it_is_degraded_yet_ready(tmp_path: Path, client: Client, settings: Settings) -> None:
    settings.REDIS = settings.REDIS._replace(client=f"unix://{tmp_path}/none.sock")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"], answer.json()["redis"]) == (200, "degraded", "unavailable")


@pytest.mark.django_db
def test_metrics_are_for_operators(client: Client, settings: Settings) -> None:
    client.get("/healthz")
    assert b'trusttrack_http_requests_total{method="GET",route="healthz",status="200"}' in client.get("/metrics").content
    assert b"trusttrack_deliveries_pending 0.0" in client.get("/metrics").content
    settings.METRICS_TOKEN = "token"
    assert client.get("/metrics").status_code == 404
    assert client.get("/metrics", headers={"Authorization": "Bearer token"}).status_code == 200
    settings.METRICS_TOKEN, settings.IS_LOCAL = "", False
    assert client.get("/metrics").status_code == 404
