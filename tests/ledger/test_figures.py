"""GET /api/v1/ledger/ and what operators watch."""

import hashlib
import math
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from ledger.encoding import encode64
from ledger.lag import ledger_lag
from ledger.models import QueuedLeaf
from ledger.policy import current_policy
from ledger.tiles import Tree
from tests.ledger.sealed import ORIGIN, SealedLog

pytestmark = pytest.mark.django_db
URL = "/api/v1/ledger/"


def test_before_anything_is_sealed(log: SealedLog, anonymous: APIClient) -> None:
    body = anonymous.get(URL).json()
    assert (body["origin"], body["tree_size"], body["queue_length"], body["oldest_queued_seconds"]) == (ORIGIN, 0, 0, 0.0)
    assert [body[name] for name in ("root", "checkpoint", "signed_at", "epoch", "verifier")] == [None] * 5
    assert body["witnesses"] == [
        {"name": "w1.example", "url": "https://witness.example/w1", "is_independent": True, "cosigned_at": None, "size": None}
    ]


def test_the_log_as_it_stands(log: SealedLog, anonymous: APIClient) -> None:
    log.grow(3)
    log.prove()
    log.grow(2)
    QueuedLeaf.objects.update(queued_at=timezone.now() - timedelta(seconds=90))
    answer = anonymous.get(URL)
    body = answer.json()
    assert (body["tree_size"], body["root"]) == (4, encode64(Tree().root(4)))
    assert body["checkpoint"] == Client().get("/log/v1/checkpoint").content.decode()
    assert (body["queue_length"], 89 < body["oldest_queued_seconds"] < 120) == (2, True)
    assert (body["policy"], body["quorum"]) == (current_policy().text(), "1")
    assert body["keys"] == [str(log.signers[0].verifier)]
    assert (body["witnesses"][0]["size"], body["epoch"]["size"]) == (4, 3)
    assert answer["Cache-Control"] == "no-cache"


def test_without_a_quorum_it_says_none(log: SealedLog, anonymous: APIClient, settings: Any) -> None:
    settings.LEDGER_QUORUM = 0
    assert anonymous.get(URL).json()["quorum"] == "none"


def test_the_verifier_is_named_with_its_hash(log: SealedLog, anonymous: APIClient) -> None:
    file = Path(django_settings.LEDGER_VERIFIER_FILE)
    for content in (b"<html>one", b"<html>two, longer"):
        file.write_bytes(content)
        verifier = anonymous.get(URL).json()["verifier"]
        assert verifier["sha256"] == hashlib.sha256(content).hexdigest()
        assert verifier["url"].endswith("/verifier.html")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_read_only(log: SealedLog, anonymous: APIClient, method: str) -> None:
    assert getattr(anonymous, method)(URL).status_code == 405


def test_the_queries_do_not_grow_with_the_log(log: SealedLog, anonymous: APIClient) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            anonymous.get(URL)
        return len(captured)

    log.grow(1)
    log.prove()
    few = queries()
    log.grow(300)
    log.prove()
    log.grow(20)
    assert queries() == few <= 5


def test_the_lag_before_anything(log: SealedLog) -> None:
    lag = ledger_lag()
    assert (lag.queue_age, lag.signed_at, lag.is_witnessed) == (0.0, 0.0, True)
    assert math.isinf(lag.cosignature_age)


def test_the_lag_is_that_of_the_oldest_in_the_queue_and_the_newest_signature(log: SealedLog) -> None:
    log.grow(1)
    log.seal()
    log.cosign()
    log.grow(2)
    QueuedLeaf.objects.filter(pk=QueuedLeaf.objects.earliest("pk").pk).update(queued_at=timezone.now() - timedelta(minutes=5))
    lag = ledger_lag()
    assert 299 < lag.queue_age < 330
    assert abs(lag.signed_at - timezone.now().timestamp()) < 30
    assert lag.cosignature_age < 30
