"""A Celery worker with a short lease, whose mail provider hangs the first time: `celery -A tests.notifications.hanging_worker`.

`HANG_AT` names a file: it is made when the provider begins to hang. Without it the provider works.
"""

import os
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.core.mail import EmailMessage

from config.celery import app

HANG_AT = os.environ.get("HANG_AT", "")


@app.on_after_finalize.connect
def _set_up(**_: object) -> None:
    from django.conf import settings

    from events import services
    from notifications import delivering, mail

    keep = mail.InboxBackend.send_messages

    def hang(self: mail.InboxBackend, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mail in the inbox, and do not come back."""
        keep(self, email_messages)
        Path(HANG_AT).touch()
        time.sleep(600)
        return 1

    if HANG_AT:
        mail.InboxBackend.send_messages = hang  # type: ignore[method-assign] # it is what this worker is for
    settings.EMAIL_BACKEND = mail.BACKEND
    services.LEASE = delivering.LEASE = timedelta(seconds=4)
