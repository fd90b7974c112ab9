"""Rate limits go on without Redis."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis as Client

from common.cache import FailSoftRedisCache
from common.throttling import count
from config.embedded import Redis


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    own = Redis(tmp_path / "data")
    own.start()
    yield own
    own.stop()


def raw(redis: Redis) -> Client:
    return Client.from_url(redis.url())


@pytest.fixture
def cache(redis: Redis) -> FailSoftRedisCache:
    options = {"socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": None}
    return FailSoftRedisCache(redis.url(), {"OPTIONS": options})


def test_with_redis_dead_the_memory_stands_in(cache: FailSoftRedisCache, redis: Redis) -> None:
    cache.set("a", 1)
    redis.stop()
    assert cache.get("a") is None
    cache.set("a", 2)
    assert (cache.get("a"), cache.incr("a"), cache.has_key("a"), cache.get_many(["a"])) == (2, 3, True, {"a": 3})


def test_r40_with_redis_frozen_it_waits_once_and_briefly(cache: FailSoftRedisCache, redis: Redis) -> None:
    assert redis.process is not None
    os.kill(redis.process.pid, signal.SIGSTOP)
    try:
        start = time.monotonic()
        for number in range(50):
            cache.add(f"k{number}", number)
        assert time.monotonic() - start < 1.5
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)


def test_r40_every_request_shares_one_client_and_one_breaker(redis: Redis) -> None:
    options = {"OPTIONS": {"socket_timeout": 0.3, "socket_connect_timeout": 0.3, "retry": None}}
    with raw(redis) as watcher:
        before = watcher.info("stats")["total_connections_received"]
        for number in range(10):
            FailSoftRedisCache(redis.url(), options).set(f"k{number}", number)
        assert watcher.info("stats")["total_connections_received"] - before == 1
    assert redis.process is not None
    os.kill(redis.process.pid, signal.SIGSTOP)
    try:
        start = time.monotonic()
        for number in range(20):
            FailSoftRedisCache(redis.url(), options).get(f"k{number}")
        assert time.monotonic() - start < 1.5
    finally:
        os.kill(redis.process.pid, signal.SIGCONT)


def test_a_limit_is_told_with_its_wait() -> None:
    assert [count("report", "someone") for _ in range(20)] == [0] * 20
    assert 1 <= count("report", "someone") <= 3600
    assert count("report", "another") == 0
