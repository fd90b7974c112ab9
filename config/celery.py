"""Celery on Redis. The promise to do a piece of work is a row (see events); Celery only carries the nudge."""

import os
from typing import Any

from celery import Celery, signals

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("trusttrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.worker_init.connect
def _erase_first(**_: Any) -> None:
    from django.db import connections  # noqa: PLC0415 - the settings are read only now

    from config.restored import erase_first  # noqa: PLC0415 - as above

    erase_first()
    connections.close_all()  # the children of this process make their own


@signals.heartbeat_sent.connect
def _note_worker(sender: Any = None, **_: Any) -> None:
    from common.aliveness import show_alive  # noqa: PLC0415 - the settings are read only now
    from events.heartbeats import note_worker  # noqa: PLC0415 - as above

    show_alive()
    note_worker(sender)


@signals.worker_shutdown.connect
def _forget_worker(sender: Any = None, **_: Any) -> None:
    from events.heartbeats import forget_worker  # noqa: PLC0415 - as above

    forget_worker(sender)
