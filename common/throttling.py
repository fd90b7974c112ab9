"""Rate limits: a fixed window counted in the cache, which goes on without Redis (common.cache)."""

import time
from typing import Any

from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

WINDOWS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}


class ScopedThrottle(BaseThrottle):
    """Limits a view by its `throttle_scope`, else by the caller's kind; counts by user or key, else by address."""

    def __init__(self) -> None:
        self._wait = 0

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the call and say whether it is within the limit."""
        signed_in = request.user.is_authenticated
        scope = getattr(view, "throttle_scope", None) or ("user" if signed_in else "anonymous")
        who = getattr(request.user, "caller", None) or f"a{self.get_ident(request)}"
        self._wait = count(scope, who)
        return self._wait == 0

    def wait(self) -> float | None:
        """Return the seconds until the window ends (for Retry-After)."""
        return self._wait or None


def count(scope: str, who: str, *, by: int = 1) -> int:
    """Count `by` more calls of `who` under `scope`; return 0 within the limit, else the seconds to wait."""
    limit, window = _rate(scope)
    now = time.time()
    bucket = int(now // window)
    key = f"limit:{scope}:{who}:{bucket}"
    cache.add(key, 0, timeout=window * 2)
    try:
        used = cache.incr(key, by)
    except ValueError:  # the key went away between the two calls (Redis came or went)
        used = by
    return 0 if used <= limit else max(1, int((bucket + 1) * window - now))


def _rate(scope: str) -> tuple[int, int]:
    number, _, window = str(api_settings.DEFAULT_THROTTLE_RATES[scope]).partition("/")
    return int(number), WINDOWS[window]
