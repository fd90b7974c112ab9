"""A Celery worker and scheduler with a short lease and a handler of their own: `celery -A tests.timers.ringing`.

`HANG_AT` names a file: it is made when the handler has written and, before the timer is marked, does not come back.
"""

import os
import time
from datetime import timedelta
from pathlib import Path

from config.celery import app

HANG_AT = os.environ.get("HANG_AT", "")
app.conf.beat_schedule = {"fire-due-timers": {"task": "timers.tasks.fire_due", "schedule": 0.5, "options": {"expires": 2}}}


def _ring(timer: object) -> None:
    from events.models import Event

    Event.objects.create(type="test.rings", subject=getattr(timer, "subject", ""))
    if HANG_AT:
        Path(HANG_AT).touch()
        time.sleep(600)


@app.on_after_finalize.connect
def _set_up(**_: object) -> None:
    from timers import services
    from timers.registry import registry

    services.LEASE = timedelta(seconds=4)
    registry.fire_with("test.rings", _ring)
