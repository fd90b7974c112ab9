"""How a process without a port shows that it is at work: it touches ALIVE_FILE, whose age whoever watches looks at."""

import contextlib
import time
from pathlib import Path

from django.conf import settings

PAUSE_SECONDS = 2.0
_last = 0.0


def show_alive() -> None:
    """Touch the file, every two seconds at most; do nothing where none is named. A full disk stops nobody's work."""
    global _last  # noqa: PLW0603 - of this process alone
    if not settings.ALIVE_FILE or time.monotonic() - _last < PAUSE_SECONDS:
        return
    _last = time.monotonic()
    with contextlib.suppress(OSError):
        Path(settings.ALIVE_FILE).touch()
