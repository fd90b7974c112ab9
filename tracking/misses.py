"""Links that open nothing: guessing them is limited by address, whichever way they are tried."""

from django.http import HttpRequest
from rest_framework.request import Request

from common.throttling import ScopedThrottle, count

MISSES = "tracking_miss"


def count_miss(request: Request | HttpRequest) -> int:
    """Count one more link that opens nothing; return 0 within the limit, else the seconds to wait."""
    return count(MISSES, ScopedThrottle().get_ident(request))  # type: ignore[arg-type]  # it reads the META of either
