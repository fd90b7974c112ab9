"""When a delivery is tried again.

Ten tries: at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 20 h, about three days in all. Each wait
is up to a fifth shorter or longer, so that what failed together does not come back together.
"""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

WAITS = tuple(
    timedelta(seconds=seconds) for seconds in (5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 72_000)
)  # after the first try, the second …
MAX_TRIES = len(WAITS) + 1
JITTER = 0.2
LONGEST_PAUSE = timedelta(hours=24)
ASKS_FOR_TIME = frozenset({429, 503})


def wait_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries, one at least and less than MAX_TRIES."""
    return WAITS[tries - 1] * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311 - jitter, not a secret


def pause_asked(status: int, headers: Mapping[str, str], *, at: datetime) -> timedelta:
    """Return how long an answer asks to be left alone (RFC 9110, section 10.2.3), a day at most; nothing where it does not."""
    given = headers.get("retry-after", "").strip() if status in ASKS_FOR_TIME else ""
    return min(max(timedelta(0), _read(given, at)), LONGEST_PAUSE)


def _read(given: str, at: datetime) -> timedelta:
    if given.isascii() and given.isdigit():
        return timedelta(seconds=min(int(given[:9]), int(LONGEST_PAUSE.total_seconds())))
    try:
        return parsedate_to_datetime(given) - at
    except (TypeError, ValueError):  # no date, or one without a zone
        return timedelta(0)
