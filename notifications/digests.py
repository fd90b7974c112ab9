"""Digests: what was held for somebody is told in one mail.

Held messages are rows with the time of their digest. When it comes, one transaction records an event for the person and writes
its uid on the rows that it takes: a row is in one digest at most, and in one for certain, whatever ends in the middle. The mail
itself is a message as any other, handed over by notifications.delivering.
"""

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.services import record
from notifications.event_types import DIGEST_DUE
from notifications.models import Channel, Message, MessageState
from notifications.notices import Facts, Group, Notice, Recipient, add_notice, notices
from notifications.preferences import chosen_by, is_wanted

MOST_TOLD = 50  # in one mail; of more it says how many


def gather_due(*, limit: int = 100) -> int:
    """Begin the digests of up to `limit` people whose time has come; return how many were begun. Safe to run at once."""
    begun = 0
    while begun < limit and _gather_one():
        begun += 1
    return begun


@transaction.atomic
def _gather_one() -> bool:
    due = Message.objects.filter(state=MessageState.HELD, due_at__lte=timezone.now()).order_by("due_at")
    first = due.select_for_update(skip_locked=True, of=("self",)).first()
    if first is None or first.user_id is None:
        return False
    event = record(DIGEST_DUE, subject=f"digest-{first.pk}", payload={"user": first.user_id})
    theirs = Message.objects.filter(user=first.user_id, state=MessageState.HELD, due_at__lte=timezone.now())
    keys = list(theirs.select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True))
    Message.objects.filter(pk__in=keys).update(state=MessageState.GATHERED, digest=event.uid)
    return True


def _audience(event: Event) -> Iterable[Recipient]:
    return [Recipient.of(user) for user in User.objects.filter(pk=event.payload["user"], is_active=True)]


def _facts(event: Event, recipient: Recipient) -> Facts | None:
    """Return what there still is to tell; None where nothing is."""
    told = list(_told(event.uid, recipient))
    return {"told": told[:MOST_TOLD], "more": len(told) - len(told[:MOST_TOLD])} if told else None


def _told(digest: UUID, recipient: Recipient) -> Iterator[tuple[str, Any]]:
    """Yield kind and facts of each notice that is still wanted and still has something to say."""
    chosen = chosen_by(recipient.user) if recipient.user else {}
    for message in Message.objects.filter(digest=digest).order_by("pk"):
        notice = notices()[message.kind]
        if is_wanted(notice, Channel.MAIL, chosen):
            facts = notice.facts(Event.objects.get(uid=message.event_uid), recipient)
            if facts is not None:
                yield notice.kind, facts


DIGEST = add_notice(
    Notice(
        kind="digest",
        events=(DIGEST_DUE,),
        title="Digest",
        about="What was held for the one mail a day or week that you asked for.",
        group=Group.ACCOUNT,
        audience=_audience,
        facts=_facts,
        on=frozenset({Channel.MAIL}),
        offered=frozenset({Channel.MAIL}),
    )
)
