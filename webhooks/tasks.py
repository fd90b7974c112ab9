"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

from collections.abc import Callable

from celery import shared_task

from common.lanes import Lane
from webhooks.sending import send_next


def _send(on_taken: Callable[[], None]) -> bool:
    return send_next(on_taken=on_taken)


_lane = Lane("webhooks", _send, threads=8)


@shared_task(name="webhooks.tasks.send_due")
def send_due() -> None:
    """Have threads of this process send what is due, and return at once."""
    _lane.start()
