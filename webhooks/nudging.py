"""Waking those who send, after a commit. Lost nudges lose nothing: the sweep finds what is due."""

import time

from celery import current_app

from common.background import BackgroundSender

PAUSE_SECONDS = 0.1


def _send(_: None) -> None:
    try:
        current_app.send_task("webhooks.tasks.send_due", expires=5, retry=False)
    finally:
        time.sleep(PAUSE_SECONDS)


#: Room for one: whoever finds it taken knows that a nudge is still to come, after their commit.
nudge_senders: BackgroundSender[None] = BackgroundSender("nudge-webhooks", _send, size=1)
