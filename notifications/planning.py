"""From an event to its messages: one row for each person and channel, written in batches, so that any audience fits."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models.functions import Now

from events.models import Event
from notifications.choosing import channels_for
from notifications.models import Message
from notifications.notices import Notice, Recipient, notices_of
from notifications.nudging import nudge_senders

BATCH = 1_000


def plan(event: Event) -> None:
    """Write the messages of an event. Listens to every type that has notices; done twice, it adds nothing.

    Batches are committed one by one: a worker that ends in the middle leaves what it wrote, and the next one adds the rest.
    """
    for notice in notices_of(event.type):
        messages = _messages(event, notice)
        while batch := list(islice(messages, BATCH)):
            with transaction.atomic():
                Message.objects.bulk_create(batch, ignore_conflicts=True)
                transaction.on_commit(lambda: nudge_senders.offer(None))


def _messages(event: Event, notice: Notice) -> Iterator[Message]:
    for recipient in _reachable(notice.audience(event)):
        for choice in channels_for(notice, recipient):
            yield Message(
                event_uid=event.uid,
                kind=notice.kind,
                user=recipient.user,
                recipient=recipient.address(choice.channel),
                channel=choice.channel,
                due_at=choice.due_at or Now(),
            )


def _reachable(audience: Iterable[Recipient]) -> Iterator[Recipient]:
    """Yield who is still there: a deleted account is told nothing."""
    return (recipient for recipient in audience if recipient.user is None or not recipient.user.is_deleted)
