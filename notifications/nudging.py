"""Waking a worker for messages that are due. A lost nudge loses nothing: the sweep finds the rows."""

import time

from celery import current_app

from common.background import BackgroundSender

PAUSE_SECONDS = 0.1


def _send_nudge(_: None) -> None:
    try:
        current_app.send_task("notifications.tasks.send_due", expires=5, retry=False)
    finally:
        time.sleep(PAUSE_SECONDS)


#: Room for one: whoever finds it taken knows that a nudge is still to come, after their commit.
nudge_senders: BackgroundSender[None] = BackgroundSender("nudge-senders", _send_nudge, size=1)
