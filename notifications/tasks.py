"""What Celery runs. A lost task loses nothing: the sweep finds the rows."""

from collections.abc import Callable
from functools import partial

from celery import shared_task

from common.draining import drain
from common.lanes import Lane
from notifications import delivering, digests
from notifications.models import Channel

#: How many messages a worker process has under way at a time, by channel: providers are others' machines, and may hang.
THREADS = {Channel.MAIL: 4, Channel.SMS: 2, Channel.PUSH: 4}


def _send(channel: Channel, on_taken: Callable[[], None]) -> bool:
    return delivering.send_next(channel, on_taken=on_taken)


_lanes = [Lane(channel.value, partial(_send, channel), threads=threads) for channel, threads in THREADS.items()]


@shared_task(name="notifications.tasks.send_due")
def send_due() -> int:
    """Have each channel's threads send what is due, and fill inboxes meanwhile: those are rows of ours, and wait for nobody."""
    for lane in _lanes:
        lane.start()
    return drain(partial(delivering.send_due, channel=Channel.INBOX))


@shared_task(name="notifications.tasks.gather_digests")
def gather_digests() -> int:
    """Begin the digests that are due until none is left or the time is used up; the sweep goes on with the rest."""
    return drain(digests.gather_due)
