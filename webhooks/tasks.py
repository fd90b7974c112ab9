"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

import threading

from celery import shared_task
from django.db import close_old_connections, connection

from webhooks.sending import send_next

THREADS = 8  # of one process, beside those that do other work: calls of ten seconds hold up nobody's mail
_free = threading.Semaphore(THREADS)


@shared_task(name="webhooks.tasks.send_due")
def send_due() -> None:
    """Have a thread of this process send what is due, and return at once."""
    if _free.acquire(blocking=False):
        threading.Thread(target=_send_all, name="webhooks", daemon=True).start()


def _send_all() -> None:
    """Send until nothing is due. While there is work, more threads are asked to help, as far as there are free ones."""
    try:
        close_old_connections()
        while send_next(on_taken=send_due):
            close_old_connections()
    finally:
        connection.close()
        _free.release()
