"""The journal of erasures: what a restored database cannot know, kept outside of it and of its backups (docs/adr/0039).

One small file for each thing that must not come undone, under a name that says all but its details: a wish to be forgotten, its
calling off, an erasure. It names people by number and by a digest of the moment they joined, and says nothing else of them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone

from accounts.models import User
from orders.erasure import ErasureReason
from privacy.models import Deletion, DeletionState, JournalName

STORAGE = "erasures"
CHUNK = 1000


class Act(models.TextChoices):
    """What a file of the journal says was done. Its value stands in the file's name: never rename one."""

    ASKED = "asked", "Somebody asked for the deletion of their account"
    KEPT = "kept", "They called it off"
    ERASED = "erased", "The account was erased"
    ORDERS = "orders", "The words of a person's orders were erased, by hand"


@dataclass(frozen=True)
class Note:
    """One file. `user` is a number; `born` the digest that tells whether it is still the same person's.

    Times are ISO 8601. `asked_at` and `due_at` are those of the deletion, `reason` and `is_whole` of an erasure of orders.
    """

    act: str
    user: int
    born: str
    at: str
    asked_at: str = ""
    due_at: str = ""
    reason: str = ""
    is_whole: bool = False

    @property
    def name(self) -> str:
        """Its name in the storage: the same each time that the same thing is noted, sorted by time."""
        at = datetime.fromisoformat(self.at).astimezone(UTC)
        return f"{at:%Y-%m}/{at:%Y%m%dT%H%M%S.%fZ}-{self.act}-{self.user}-{self.born}.json"


def born(user: User) -> str:
    """Return what tells this person from another who gets the same number after a restore: 64 bits, which say nothing."""
    return hashlib.sha256(f"{user.pk} {user.date_joined.astimezone(UTC).isoformat()}".encode()).hexdigest()[:16]


def note_deletion(deletion: Deletion, act: Act, at: datetime) -> None:
    """Note what became of a wish to be forgotten, at that moment, which has to be the same when it is tried again."""
    note(_of(deletion, act, at))


def note_as_it_stands(deletions: Iterable[Deletion]) -> int:
    """Note what became of each of them where no file says so; return how many that were. Each needs its user at hand."""
    lacking = {one.name: one for one in map(_latest, deletions)}
    known = JournalName.objects.filter(name__in=list(lacking)).values_list("name", flat=True)
    for name in lacking.keys() - set(known):
        note(lacking[name])
    return len(lacking) - len(known)


def _latest(deletion: Deletion) -> Note:
    """What the journal would say of it last, under the name that was given or would have been when it happened."""
    if deletion.state == DeletionState.DONE:
        return _of(deletion, Act.ERASED, deletion.closed_at or deletion.done_at or deletion.due_at)
    if deletion.state == DeletionState.CANCELLED:
        return _of(deletion, Act.KEPT, deletion.cancelled_at or deletion.due_at)
    return _of(deletion, Act.ASKED, deletion.asked_at)


def _of(deletion: Deletion, act: Act, at: datetime) -> Note:
    asked_at, due_at = deletion.asked_at.isoformat(), deletion.due_at.isoformat()
    return Note(act, deletion.user_id, born(deletion.user), at.isoformat(), asked_at=asked_at, due_at=due_at)


def note_orders(user: User, *, at: datetime, reason: ErasureReason, is_whole: bool) -> None:
    """Note that the words of a person's orders were erased."""
    note(Note(Act.ORDERS, user.pk, born(user), at.isoformat(), reason=str(reason), is_whole=is_whole))


def note(one: Note) -> None:
    """Write a file, in the caller's transaction and before its commit: what cannot be noted is not done. May be repeated.

    The other way round, a crash between the two would leave an erasure that nothing outside knows of. Raises ValueError where
    the name's file says something else, or cannot be read: nothing is written over, a person has to look.
    """
    storage = journal()
    if storage is None:
        return
    if not storage.exists(one.name):
        storage.save(one.name, ContentFile(json.dumps(asdict(one)).encode()))
    elif replace(read(one.name), due_at=one.due_at) != one:  # the day may have been brought forward since
        raise ValueError(f"{one.name} of the erasure journal says something else than its name")
    JournalName.objects.get_or_create(name=one.name)


def journal() -> Storage | None:
    """Return where it lies; None where ERASURES_URL names no place."""
    return storages[STORAGE] if STORAGE in settings.STORAGES else None


def unknown_names(*, in_all: bool = False) -> list[str]:
    """Return the names of files that this database knows nothing of, the oldest first: it is older than they are.

    Looks only at the two months before the newest file that it knows and all since, unless `in_all`: what it lacks was noted
    after that. A name of a time to come (a clock that ran ahead) says nothing about what was noted up to now.
    """
    storage = journal()
    if storage is None:
        return []
    newest = JournalName.objects.order_by("-name").values_list("name", flat=True).first()
    since = "" if in_all or newest is None else _two_months_before(min(newest, f"{timezone.now():%Y-%m}"))
    names = sorted(_names(storage, since))
    known: set[str] = set()
    for start in range(0, len(names), CHUNK):
        known.update(JournalName.objects.filter(name__in=names[start : start + CHUNK]).values_list("name", flat=True))
    return [name for name in names if name not in known]


def read(name: str) -> Note:
    """Return what a file says. Raises ValueError where it cannot be read: a person has to look."""
    with storages[STORAGE].open(name) as file:
        try:
            content: dict[str, Any] = json.loads(file.read())
            return Note(**content)
        except (TypeError, ValueError) as error:
            raise ValueError(f"{name} of the erasure journal cannot be read: {error}") from error


def _names(storage: Storage, since: str) -> Iterator[str]:
    try:
        months, _ = storage.listdir("")
    except FileNotFoundError:  # nothing was noted yet
        return
    for month in months:
        if month >= since:
            yield from (f"{month}/{name}" for name in storage.listdir(month)[1] if name.endswith(".json"))


def _two_months_before(name: str) -> str:
    year, month = divmod(int(name[:4]) * 12 + int(name[5:7]) - 3, 12)
    return f"{year:04}-{month + 1:02}"
