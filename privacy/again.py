"""Erasing again what had been erased already, after a restore: the database is older than the journal, and people are back.

Each note is one transaction, under the person's lock: it may end anywhere and be started again, by several at once.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.models import User, shell_email
from orders.erasure import ErasureReason, erase_orders_of
from privacy.erasing import erase_person
from privacy.journal import CHUNK, Act, Note, born, note_as_it_stands, read, unknown_names
from privacy.models import OPEN, Deletion, DeletionState, JournalName
from privacy.services import lock_user

GONE = "not_here"  # who joined after the backup
log = structlog.get_logger(__name__)


@dataclass
class Again:
    """How many notes of each act were done again, `not_here` those of people whom this database never knew.

    `orphaned`: slugs of vendors that lost the only owner whom this database knows.
    """

    done: Counter[str] = field(default_factory=Counter)
    orphaned: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it in words, without anybody's name."""
        said = (
            f"{self.done[Act.ERASED]} accounts erased again, {self.done[Act.ORDERS]} times the words of somebody's orders, "
            f"{self.done[Act.ASKED]} wishes to be forgotten entered again, {self.done[Act.KEPT]} called off again; "
            f"{self.done[GONE]} concern nobody who is here."
        )
        whose = f" Without an owner now: {', '.join(self.orphaned)}." if self.orphaned else ""
        return said + whose


def erase_again() -> Again:
    """Do everything again that the journal has and this database does not know of; the oldest first. Safe to repeat.

    Raises ValueError for a file that cannot be read, OSError where the journal cannot: then nobody may be served.
    """
    again = Again()
    for name in unknown_names(in_all=True):
        _do(read(name), name, again)
    if again.done:
        log.warning("erased_again", **dict(again.done))
    return again


def note_what_was() -> int:
    """Note every wish and erasure of which the journal has no file: those of before there was one. Return how many. Repeatable.

    Only after `erase_again`: what a restored database says of people is what was true once, and must not become a note. Wishes
    that were called off are noted too: somebody may have done it while an older version still ran beside this one.
    """
    deletions = Deletion.objects.order_by("pk").select_related("user").iterator(chunk_size=CHUNK)
    return sum(note_as_it_stands(some) for some in iter(lambda: list(islice(deletions, CHUNK)), []))


@transaction.atomic
def _do(note: Note, name: str, again: Again) -> None:
    user = User.objects.filter(pk=note.user).first()
    user = lock_user(user) if user else None
    if not JournalName.objects.get_or_create(name=name)[1]:
        return  # another process has done it meanwhile
    if user is None or born(user) != note.born:  # the number is somebody else's now
        again.done[GONE] += 1
        return
    if note.act == Act.ERASED:
        _erase(note, user, again)
    elif note.act == Act.ORDERS:
        erase_orders_of(user, reason=ErasureReason(note.reason), whole=note.is_whole, is_again=True)
    elif note.act == Act.KEPT:
        _deletion(note, user).filter(state=DeletionState.SCHEDULED).update(
            state=DeletionState.CANCELLED, cancelled_at=datetime.fromisoformat(note.at)
        )
    elif note.act == Act.ASKED:
        _enter(note, user)
    else:
        raise ValueError(f"{name} of the erasure journal says {note.act!r}, which this version does not know")
    again.done[note.act] += 1


def _deletion(note: Note, user: User):  # type: ignore[no-untyped-def]  # a QuerySet
    """The wish that the note is about: nobody asks twice in the same microsecond."""
    return Deletion.objects.filter(user=user, asked_at=datetime.fromisoformat(note.asked_at))


def _enter(note: Note, user: User) -> None:
    """Enter a wish that was made after the backup, due when it was."""
    is_over = user.email == shell_email(user.pk) or Deletion.objects.filter(user=user, state__in=OPEN).exists()
    if is_over or _deletion(note, user).exists():
        return
    asked_at, due_at = datetime.fromisoformat(note.asked_at), datetime.fromisoformat(note.due_at)
    Deletion.objects.create(user=user, asked_at=asked_at, due_at=due_at, try_at=due_at)


def _erase(note: Note, user: User, again: Again) -> None:
    again.orphaned += erase_person(user, is_again=True)
    now = timezone.now()
    Deletion.objects.filter(user=user, state__in=OPEN).update(
        state=DeletionState.DONE, done_at=now, closed_at=datetime.fromisoformat(note.at), blocked_by=""
    )
    if not _deletion(note, user).exists():
        due_at = datetime.fromisoformat(note.due_at)
        Deletion.objects.create(
            user=user, asked_at=datetime.fromisoformat(note.asked_at), due_at=due_at, try_at=due_at,
            closed_at=datetime.fromisoformat(note.at), state=DeletionState.DONE, done_at=now,
        )  # fmt: skip
