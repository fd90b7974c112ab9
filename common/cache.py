"""A cache that goes on without Redis.

Rate limits (ours and allauth's) live in the cache. With Redis gone or frozen they are kept in this process's
memory until it answers again: looser by the number of processes, never an error, never a wait over a second.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.utils.functional import cached_property
from redis.exceptions import RedisError

RETRY_AFTER_SECONDS = 3.0
#: A counter never outlives its time: counting and setting the time are one step.
COUNT = """
local used = redis.call('INCRBY', KEYS[1], ARGV[1])
if used == tonumber(ARGV[1]) then redis.call('EXPIRE', KEYS[1], ARGV[2]) end
return used
"""
log = structlog.get_logger(__name__)


@dataclass
class _Shared:
    """What all instances of this process share for one URL: Django makes a new instance for every request."""

    client: Any = None
    closed_until: float = 0.0
    memory: LocMemCache = field(default_factory=lambda: LocMemCache("fail-soft", {"OPTIONS": {"MAX_ENTRIES": 100_000}}))


_shared: dict[tuple[int, str], _Shared] = {}


class FailSoftRedisCache(RedisCache):
    """Django's Redis cache with a memory stand-in for the time that Redis does not answer."""

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._shared = _shared.setdefault((os.getpid(), str(server)), _Shared())  # a forked process connects anew

    @cached_property
    def _cache(self) -> Any:
        """The client, with its connections, is one for the process."""
        if self._shared.client is None:
            self._shared.client = super()._cache
        return self._shared.client

    def _try(self, name: str, *args: Any, **kwargs: Any) -> Any:
        call: Callable[..., Any] = getattr(super(), name)
        instead: Callable[..., Any] = getattr(self._shared.memory, name)
        return self._either(lambda: call(*args, **kwargs), lambda: instead(*args, **kwargs))

    def _either(self, call: Callable[[], Any], instead: Callable[[], Any]) -> Any:
        if time.monotonic() < self._shared.closed_until:
            return instead()
        try:
            return call()
        except (RedisError, OSError) as error:
            self._shared.closed_until = time.monotonic() + RETRY_AFTER_SECONDS
            log.warning("cache_fell_back_to_memory", error=str(error))
            return instead()

    def count(self, key: str, by: int, *, seconds: int) -> int:
        """Add `by` to a counter that ends `seconds` after its first use, in one step, and return what it holds now."""
        full = self.make_and_validate_key(key)
        return int(
            self._either(
                lambda: self._cache.get_client(full, write=True).eval(COUNT, 1, full, by, seconds),
                lambda: self._count_in_memory(key, by, seconds),
            )
        )

    def _count_in_memory(self, key: str, by: int, seconds: int) -> int:
        memory = self._shared.memory
        memory.add(key, 0, timeout=seconds)
        try:
            return memory.incr(key, by)
        except ValueError:  # its time ran out between the two
            memory.set(key, by, timeout=seconds)
            return by

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
