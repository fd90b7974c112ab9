"""/healthz, /readyz, /metrics."""

import os
import re
import signal
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from events import heartbeats
from events.tasks import heartbeat
from ledger.encoding import Statement
from ledger.models import QueuedLeaf
from ledger.services import append_public
from tests.events.workers import start, wait_until
from tests.servers import web_server
from timers.leading import lead
from timers.models import Lead
from timers.services import plan


@pytest.mark.django_db
def test_ready_names_each_part(client: Client) -> None:
    assert client.get("/readyz").json() == {
        "status": "degraded",
        "database": "ok",
        "migrations": "ok",
        "redis": "ok",
        "worker": "not seen yet",
        "scheduler": "not seen yet",
        "timers": "ok",
        "erasures": "ok",
        "ledger": "ok",
        "log": {"tree_size": 0, "queue_age_seconds": 0.0, "signed_at": None, "cosignature_age_seconds": None},
    }
    heartbeat()
    assert lead("a scheduler")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (200, "ready")


@pytest.mark.django_db
def test_workers_that_are_stuck_or_gone_are_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "_last_written", -1000.0)
    heartbeats.note_worker(SimpleNamespace(eventer=SimpleNamespace(hostname="celery@one")))
    lead("a scheduler")
    Lead.objects.update(since=timezone.now() - timedelta(minutes=2))
    answer = client.get("/readyz").json()
    assert (answer["worker"], answer["status"]) == ("stuck", "degraded")
    heartbeat()
    assert client.get("/readyz").json()["worker"] == "ok"
    with time_machine.travel(timezone.now() + timedelta(seconds=70), tick=False):
        assert client.get("/readyz").json()["worker"] == "late"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("end", "missed"), [(signal.SIGTERM, set()), (signal.SIGKILL, {"one@here"})])
def test_a_worker_that_ends_by_itself_is_not_missed_and_one_that_is_killed_is(end: signal.Signals, missed: set[str]) -> None:
    worker = start("-m", "celery", "-A", "config", "worker", "--pool=solo", "--hostname=one@here", "--without-mingle")
    wait_until(lambda: "one@here" in heartbeats.worker_ages(), seconds=60)
    os.killpg(worker.pid, end)
    worker.communicate(timeout=60)
    assert set(heartbeats.worker_ages()) == missed


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
def test_a_scheduler_that_is_gone_and_timers_that_nobody_fires_are_told(client: Client) -> None:
    lead("a scheduler")
    Lead.objects.update(renewed_at=timezone.now() - timedelta(seconds=16))
    plan("test.rings", subject="a", due_at=timezone.now() - timedelta(minutes=2))
    answer = client.get("/readyz").json()
    assert (answer["scheduler"], answer["timers"], answer["status"]) == ("late", "late", "degraded")
    shown = client.get("/metrics").content
    for line in (b"trusttrack_timers_planned 1.0", b"trusttrack_timers_dead 0.0", b"trusttrack_timer_overdue_seconds 12"):
        assert line in shown
    age = re.search(rb"trusttrack_scheduler_heartbeat_age_seconds (\d+)", shown)
    assert age is not None
    assert 16 <= int(age[1]) < 60


@pytest.mark.django_db
def test_what_waits_too_long_to_be_sealed_is_told(client: Client) -> None:
    append_public("moderation", Statement("mod.action", {"action": "test"}))
    QueuedLeaf.objects.update(queued_at=timezone.now() - timedelta(minutes=2))
    answer = client.get("/readyz").json()
    assert (answer["ledger"], answer["status"]) == ("behind", "degraded")
    assert answer["log"]["queue_age_seconds"] > 119
    assert b"trusttrack_ledger_queue_age_seconds 1" in client.get("/metrics").content


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
