"""Digests: what was held for somebody is told in one mail.

Held messages are rows with the time of their digest. When it comes, one transaction records an event for the person and writes
its uid on the rows that it takes: a row is in one digest at most, and in one for certain, whatever ends in the middle. The mail
itself is a message as any other, handed over by notifications.delivering.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from uuid import UUID

import structlog
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.services import record
from notifications.event_types import DIGEST_DUE
from notifications.models import Channel, Message, MessageState
from notifications.notices import Facts, Group, Notice, Recipient, add_notice, notices
from notifications.preferences import chosen_by, is_wanted
from notifications.withholding import is_still_told

MOST_TOLD = 50  # in one mail; of more it says how many
log = structlog.get_logger(__name__)


def gather_due(*, limit: int = 100) -> int:
    """Begin the digests of up to `limit` people whose time has come; return how many were begun. Safe to run at once."""
    begun = 0
    while begun < limit and _gather_one():
        begun += 1
    return begun


def _gather_one() -> bool:
    """Begin the digest that is due longest; where another sweep was quicker with it, the next."""
    while (user_id := _due().order_by("due_at").values_list("user", flat=True).first()) is not None:
        if _gather(user_id):
            return True
    return False


@transaction.atomic
def _gather(user_id: int) -> bool:
    User.objects.select_for_update(no_key=True).get(pk=user_id)  # of two sweeps at once, one gathers all that is this person's
    due = _due().filter(user=user_id)
    first = due.order_by("pk").first()
    if first is None:
        return False
    event = record(DIGEST_DUE, subject=f"digest-{first.pk}", payload={"user": user_id})
    due.update(state=MessageState.GATHERED, digest=event.uid)
    return True


def _due() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.HELD, due_at__lte=timezone.now())


def _audience(event: Event) -> Iterable[Recipient]:
    return [Recipient.of(user) for user in User.objects.filter(pk=event.payload["user"], is_active=True)]


def _facts(event: Event, recipient: Recipient) -> Facts | None:
    """Return what there still is to tell; None where nothing is."""
    held = iter(_wanted(event.uid, recipient))
    told = list(islice(_told(held, recipient), MOST_TOLD))
    return {"told": told, "more": len(list(held))} if told else None


def _wanted(digest: UUID, recipient: Recipient) -> list[tuple[str, UUID]]:
    """Return kind and event of each notice that is still wanted."""
    chosen = chosen_by(recipient.user) if recipient.user else {}
    held = Message.objects.filter(digest=digest).order_by("pk").values_list("kind", "event_uid")
    return [(kind, uid) for kind, uid in held if is_wanted(notices()[kind], Channel.MAIL, chosen)]


def _told(held: Iterator[tuple[str, UUID]], recipient: Recipient) -> Iterator[tuple[str, Facts]]:
    """Yield kind and facts of each that still has something to say, to this person. One whose subject is gone is left out."""
    for kind, uid in held:
        notice = notices()[kind]
        try:
            event = Event.objects.get(uid=uid)
            facts = notice.facts(event, recipient) if is_still_told(notice, event, recipient) else None
        except ObjectDoesNotExist as error:
            log.warning("digest_without_notice", kind=kind, event_uid=str(uid), exc_info=error)
        else:
            if facts is not None:
                yield kind, facts


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
