"""A Celery worker with a short lease, whose mail provider hangs the first time: `celery -A tests.notifications.hanging_worker`.

`HANG_AT` names a file: it is made when the provider begins to hang. Without it the provider works.
"""

import os
import time
from datetime import timedelta
from pathlib import Path

from django.core.mail import EmailMessage

from config.celery import app

HANG_AT = os.environ.get("HANG_AT", "")


class Provider:
    """Django's mail backend."""

    def __init__(self, **_: object) -> None:
        """Take and ignore Django's options."""

    def send_messages(self, messages: list[EmailMessage]) -> int:
        """Keep the mail in the inbox, and, where told to hang, do not come back."""
        from notifications.mail import InboxBackend

        sent = InboxBackend().send_messages(messages)
        if HANG_AT:
            Path(HANG_AT).touch()
            time.sleep(600)
        return sent


@app.on_after_finalize.connect
def _set_up(**_: object) -> None:
    from django.conf import settings

    from events import services

    settings.EMAIL_BACKEND = f"{__name__}.Provider"
    services.LEASE = timedelta(seconds=4)
