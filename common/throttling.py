"""Rate limits: a fixed window counted in the cache, which goes on without Redis (common.cache).

Each operation belongs to a class of routes (settings.ROUTE_CLASSES) by its scope: what its view names as `throttle_scope`, else
`write` for what changes something, else `user` or `anonymous`. Answers tell the limit as draft-ietf-httpapi-ratelimit-headers.
"""

import ipaddress
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NamedTuple, cast

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import BaseThrottle

from common.cache import FailSoftRedisCache

WINDOWS = {"sec": 1, "min": 60, "hour": 3600, "day": 86400}


class Allowance(NamedTuple):
    """What is left of a limit after a call."""

    scope: str
    limit: int
    window: int
    used: int
    resets_in: int

    @property
    def wait(self) -> int:
        """Seconds until a call is let through again; 0 where this one was within the limit."""
        return 0 if self.used <= self.limit else self.resets_in

    def headers(self) -> dict[str, str]:
        """Return `RateLimit-Policy` and `RateLimit`."""
        return {
            "RateLimit-Policy": f'"{self.scope}";q={self.limit};w={self.window}',
            "RateLimit": f'"{self.scope}";r={max(0, self.limit - self.used)};t={self.resets_in}',
        }


class ScopedThrottle(BaseThrottle):
    """Limits a view by its scope; counts by user or key, else by address."""

    def __init__(self) -> None:
        self._wait = 0

    def get_ident(self, request: Request) -> str:
        """Return the caller's address; of IPv6 its /64, which is what one household has."""
        given = str(super().get_ident(request))
        with suppress(ValueError):
            if (address := ipaddress.ip_address(given)).version == 6:
                return str(ipaddress.ip_network((address, 64), strict=False))
        return given

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count the call and say whether it is within the limit."""
        signed_in = request.user.is_authenticated
        scope = scope_of(view, request.method or "", signed_in=signed_in)
        who = getattr(request.user, "caller", None) or f"a{self.get_ident(request)}"
        allowance = spend(scope, who)
        request._request.rate_limit = allowance  # type: ignore[attr-defined]  # read by RateLimitHeadersMiddleware
        self._wait = allowance.wait
        return self._wait == 0

    def wait(self) -> float | None:
        """Return the seconds until the window ends (for Retry-After)."""
        return self._wait or None


class RateLimitHeadersMiddleware:
    """Tells a caller how much is left, where a limit was counted."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        allowance: Allowance | None = getattr(request, "rate_limit", None)
        for name, value in (allowance.headers() if allowance else {}).items():
            response[name] = value
        return response


def scope_of(view: Any, method: str, *, signed_in: bool) -> str:
    """Return the scope that a call of `view` counts under."""
    named: str | None = getattr(view, "throttle_scope", None)
    if named:
        return named
    if method not in SAFE_METHODS:
        return "write"
    return "user" if signed_in else "anonymous"


def spend(scope: str, who: str, *, by: int = 1) -> Allowance:
    """Count `by` more calls of `who` under `scope`, in one step, and return what is left."""
    limit, window = _rate(scope)
    now = time.time()
    bucket = int(now // window)
    cache = cast("FailSoftRedisCache", caches["default"])
    used = cache.count(f"limit:{scope}:{who}:{bucket}", by, seconds=window * 2)
    return Allowance(scope, limit, window, used, resets_in=max(1, int((bucket + 1) * window - now)))


def count(scope: str, who: str, *, by: int = 1) -> int:
    """Count `by` more calls of `who` under `scope`; return 0 within the limit, else the seconds to wait."""
    return spend(scope, who, by=by).wait


def _rate(scope: str) -> tuple[int, int]:
    number, _, window = str(api_settings.DEFAULT_THROTTLE_RATES[scope]).partition("/")
    return int(number), WINDOWS[window]
