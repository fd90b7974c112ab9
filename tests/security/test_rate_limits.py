"""Every operation belongs to a class of routes, and answers tell the limit."""

import contextlib
import os
import re
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import get_resolver
from redis import Redis
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.test import APIClient
from rest_framework.views import APIView

from common.cache import FailSoftRedisCache
from common.throttling import ScopedThrottle, scope_of, spend
from config.embedded import Redis as EmbeddedRedis
from tests.repository.test_public_routes import routes

CLASS_OF = {scope: name for name, scopes in settings.ROUTE_CLASSES.items() for scope in scopes}
EXPECTED = {
    "api/v1/auth/token/": {"sign-in"},
    "api/v1/auth/token/refresh/": {"sign-in"},
    "api/v1/auth/token/revoke/": {"sign-in"},
    "api/v1/vendors/<slug:slug>/cover/": {"upload"},
    "api/v1/tracking/<slug:uid>/proof/": {"expensive"},
    "api/v1/tracking/<slug:uid>/entries/<int:sequence>.tlog-proof": {"expensive"},
}


def operations() -> Iterator[tuple[str, type[APIView]]]:
    for path, callback in routes(get_resolver()):
        view = getattr(callback, "view_class", None) or getattr(callback, "cls", None)
        if path.startswith("api/v1/") and view is not None:
            yield path, view


def classes_of(view: type[APIView]) -> set[str]:
    found = set()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        if hasattr(view, method.lower()):
            one = view()
            one.request = type("Request", (), {"method": method, "GET": {}})()
            found |= {CLASS_OF[scope_of(one, method, signed_in=signed_in)] for signed_in in (False, True)}
    return found


@pytest.mark.parametrize(("path", "view"), list(operations()))
def test_each_operation_is_limited_in_a_class(path: str, view: type[APIView]) -> None:
    found = classes_of(view)
    assert found
    assert found == EXPECTED.get(path, found)
    counts_itself = hasattr(view, "order_of")  # only misses, or every proof
    assert ScopedThrottle in view.throttle_classes or counts_itself


def test_every_scope_has_a_rate_and_a_class() -> None:
    assert set(CLASS_OF) == set(api_settings.DEFAULT_THROTTLE_RATES)


def test_answers_tell_the_limit(anonymous: APIClient, db: None) -> None:
    answer = anonymous.get("/api/v1/vendors/")
    assert answer["RateLimit-Policy"] == '"anonymous";q=1200;w=60'
    assert re.fullmatch(r'"anonymous";r=1199;t=[1-9]\d?', answer["RateLimit"])
    assert "r=1198" in anonymous.get("/api/v1/vendors/")["RateLimit"]


def test_beyond_the_limit_it_says_when_to_come_back(anonymous: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "token", "2/min")
    body = {"refresh": "x"}
    assert [anonymous.post("/api/v1/auth/token/revoke/", body).status_code for _ in range(2)] == [204, 204]
    answer = anonymous.post("/api/v1/auth/token/revoke/", body)
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "r=0;" in answer["RateLimit"]


def test_counting_and_its_end_are_one_step() -> None:
    spend("report", "someone")
    with contextlib.closing(Redis.from_url(settings.REDIS.client)) as client:
        keys = list(client.scan_iter("*limit:report:someone*"))
        assert [3600 < client.ttl(key) <= 7200 for key in keys] == [True]


def test_r40_with_redis_frozen_a_limited_call_is_answered_within_a_second(tmp_path: Path) -> None:
    own = EmbeddedRedis(tmp_path / "data")
    own.start()
    options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": None}
    cache = FailSoftRedisCache(own.url(), {"OPTIONS": options})
    assert own.process is not None
    os.kill(own.process.pid, signal.SIGSTOP)
    try:
        start = time.monotonic()
        assert [cache.count("limit:x", 1, seconds=60) for _ in range(3)] == [1, 2, 3]
        assert time.monotonic() - start < 1
    finally:
        os.kill(own.process.pid, signal.SIGCONT)
        own.stop()


def test_reports_are_limited_by_address(anonymous: APIClient, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(api_settings.DEFAULT_THROTTLE_RATES, "report_csp", "1/min")
    report = {"content_type": "application/csp-report", "data": b'{"csp-report": {}}'}
    assert anonymous.generic("POST", "/reports/csp", **report).status_code == 204  # type: ignore[arg-type]  # spelled out
    answer = anonymous.generic("POST", "/reports/csp", **report)  # type: ignore[arg-type]  # as above
    assert (answer.status_code, bool(answer["Retry-After"])) == (429, True)


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"), ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64")],
)
def test_a_household_is_one_caller(rf: RequestFactory, address: str, counted_as: str) -> None:
    assert ScopedThrottle().get_ident(Request(rf.get("/", REMOTE_ADDR=address))) == counted_as
