"""Celery's beat, of which as many may run as one likes: one leads and sends, the others wait to take over.

`CELERY_BEAT_SCHEDULER` names the class. What was sent last is kept in the database (timers.leading), so whoever takes over goes
on where the last one was, and there is no schedule file.
"""

import contextlib
import os
import secrets
import socket
import time
from typing import Any

import structlog
from celery.beat import ScheduleEntry, Scheduler
from django.db import DatabaseError, InterfaceError, connection
from kombu.exceptions import OperationalError

from common.aliveness import show_alive
from timers.leading import claim, last_ticks, lead, step_down

RENEW_SECONDS = 1.0
log = structlog.get_logger(__name__)


class LeadingScheduler(Scheduler):
    """Sends what is due while it leads; else asks every second whether it may."""

    max_interval = RENEW_SECONDS

    def __init__(self, *args: Any, **options: Any) -> None:
        self.holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"[-80:]
        self._leads = False
        self._asked_at = 0.0
        self._sent: dict[str, Any] = {}  # as the database has it
        super().__init__(*args, **options)
        self.max_interval = min(self.max_interval, RENEW_SECONDS)

    def tick(self, *args: Any, **options: Any) -> float:
        """Send what is due, one entry a call, and return how long to wait; send nothing while another leads."""
        show_alive()
        try:
            if not self._keep_leading():
                return RENEW_SECONDS
            self._follow_clock()
            return float(super().tick(*args, **options))
        except (DatabaseError, InterfaceError) as error:
            log.warning("scheduler_lost_the_database", error=repr(error))
            connection.close()
        except (OperationalError, OSError) as error:
            log.warning("scheduler_lost_the_broker", error=repr(error))
        self._heap = None  # what was in hand is asked for anew
        return RENEW_SECONDS

    def apply_entry(self, entry: ScheduleEntry, producer: Any = None) -> None:
        """Send an entry, unless another scheduler has sent it since."""
        at = self.schedule[entry.name].last_run_at
        if claim(entry.name, holder=self.holder, at=at, seen=self._sent.get(entry.name)):
            self._sent[entry.name] = at
            super().apply_entry(entry, producer=producer)
        else:  # somebody else leads: look what was sent before sending anything again
            self._leads, self._asked_at = False, 0.0

    def close(self) -> None:
        """Leave the lead to whoever waits."""
        with contextlib.suppress(DatabaseError, InterfaceError):
            step_down(self.holder)
        super().close()

    @property
    def info(self) -> str:
        """What the banner says."""
        return "    . lead -> in the database"

    def _keep_leading(self) -> bool:
        now = time.monotonic()
        if now - self._asked_at < RENEW_SECONDS and self._leads:
            return True
        led, self._leads, self._asked_at = self._leads, False, now
        self._leads = lead(self.holder)
        if self._leads and not led:
            self._take_over()
        elif led and not self._leads:
            log.warning("scheduler_waits", holder=self.holder)
        return self._leads

    def _take_over(self) -> None:
        """Go on where the last leader was."""
        self._sent = dict(last_ticks())
        for name, entry in self.schedule.items():
            entry.last_run_at = self._sent.get(name, entry.last_run_at)
        self._heap = None
        log.info("scheduler_leads", holder=self.holder)

    def _follow_clock(self) -> None:
        """Where the clock was put back, wait for no time that was before: an entry ran now at the latest."""
        for entry in self.schedule.values():
            now = entry.default_now()
            if entry.last_run_at > now:
                entry.last_run_at, self._heap = now, None

    def _ensure_connected(self) -> Any:
        """Give up quickly without a broker: the lead must be kept, or left."""
        return self.connection.ensure_connection(None, max_retries=1, interval_start=0.2)
