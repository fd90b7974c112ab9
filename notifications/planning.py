"""From an event to its messages: one row for each person and channel, written in batches, so that any audience fits."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import transaction
from django.db.models.functions import Now

from events.models import Event
from notifications.choosing import choices_for
from notifications.models import Message, MessageState
from notifications.notices import Notice, Recipient, notices_of
from notifications.nudging import nudge_senders

BATCH = 1_000


def plan(event: Event) -> None:
    """Write the messages of an event. Listens to every type that has notices; done twice, it adds nothing.

    Batches are committed one by one: a worker that ends in the middle leaves what it wrote, and the next one adds the rest.
    """
    for notice in notices_of(event.type):
        audience = _reachable(notice.audience(event))
        while recipients := list(islice(audience, BATCH)):
            with transaction.atomic():
                Message.objects.bulk_create(_messages(event, notice, recipients), ignore_conflicts=True)
                transaction.on_commit(lambda: nudge_senders.offer(None))


def _messages(event: Event, notice: Notice, recipients: Sequence[Recipient]) -> Iterator[Message]:
    for recipient, choices in choices_for(notice, recipients):
        for choice in choices:
            yield Message(
                event_uid=event.uid,
                kind=notice.kind,
                user=recipient.user,
                recipient=recipient.address(choice.channel),
                channel=choice.channel,
                state=MessageState.HELD if choice.is_held else MessageState.PENDING,
                due_at=choice.due_at or Now(),
            )


def _reachable(audience: Iterable[Recipient]) -> Iterator[Recipient]:
    """Yield who is still there: a deleted account is told nothing."""
    return (recipient for recipient in audience if recipient.user is None or not recipient.user.is_deleted)
