"""A cache that goes on without Redis.

Rate limits (ours and allauth's) live in the cache. With Redis gone or frozen they are kept in this process's
memory until it answers again: looser by the number of processes, never an error, never a wait over a second.
"""

import time
from collections.abc import Callable
from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

RETRY_AFTER_SECONDS = 3.0
log = structlog.get_logger(__name__)


class FailSoftRedisCache(RedisCache):
    """Django's Redis cache with a memory stand-in for the time that Redis does not answer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._memory = LocMemCache("fail-soft", {})
        self._closed_until = 0.0

    def _try(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < self._closed_until:
            return getattr(self._memory, name)(*args, **kwargs)
        call: Callable[..., Any] = getattr(super(), name)
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            self._closed_until = time.monotonic() + RETRY_AFTER_SECONDS
            log.warning("cache_fell_back_to_memory", error=str(error))
            return getattr(self._memory, name)(*args, **kwargs)

    def add(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("add", *args, **kwargs)

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("get", *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("set", *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("touch", *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("delete", *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("get_many", *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("set_many", *args, **kwargs)

    def delete_many(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("delete_many", *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("has_key", *args, **kwargs)

    def incr(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("incr", *args, **kwargs)

    def clear(self, *args: Any, **kwargs: Any) -> Any:
        return self._try("clear", *args, **kwargs)
