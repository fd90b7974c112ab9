"""Carrying deletions out, when their day has come: first the account is closed, a little later erased.

Between the two lies a minute in which whatever the account had under way ends, so that nothing is written for it behind the
erasure's back. Each is one transaction that holds the deletion's row: of any number of sweeps, one does it.
"""

from collections.abc import Callable
from datetime import timedelta

import structlog
from django.db import transaction
from django.utils import timezone

from accounts.sessions import end_other_sign_ins
from common.letters import letter_of, message_of, reading, zone_named
from privacy.erasing import Person, erase_person, leave_teams
from privacy.errors import DeletionRefused
from privacy.journal import Act, note_deletion
from privacy.models import OPEN, Deletion, DeletionState
from privacy.obstacles import obstacles
from privacy.services import NOBODY, lock_user

SETTLE = timedelta(seconds=60)
TRY_AGAIN = timedelta(hours=1)
FAREWELLS = 3  # tries of the last mail; a mailbox that is gone does not keep its owner here
A_RUN = 100
log = structlog.get_logger(__name__)


def delete_due() -> int:
    """Go on with every deletion whose time has come; return how many were closed or erased.

    One that fails keeps no other back.
    """
    due = Deletion.objects.filter(state__in=OPEN, try_at__lte=timezone.now())
    return sum(go_on(pk) for pk in list(due.order_by("try_at").values_list("pk", flat=True)[:A_RUN]))


def go_on(deletion_id: int) -> bool:
    """Close or erase, whichever is next, where it is due; return whether it was done."""
    try:
        with transaction.atomic():
            deletion = _locked(deletion_id)
            if deletion is None:
                return False
            step: Callable[[Deletion], None] = _close if deletion.state == DeletionState.SCHEDULED else _erase
            step(deletion)
            deletion.save()
    except DeletionRefused as refusal:
        _put_off(deletion_id, ", ".join(one.code for one in refusal.obstacles))
        return False
    except Exception as error:
        log.exception("deletion_failed", deletion=deletion_id)
        _put_off(deletion_id, type(error).__name__)
        return False
    return True


def _locked(deletion_id: int) -> Deletion | None:
    due = Deletion.objects.filter(pk=deletion_id, state__in=OPEN)
    locked = due.filter(try_at__lte=timezone.now()).select_for_update(skip_locked=True, of=("self",))
    return locked.select_related("user").first()


def _close(deletion: Deletion) -> None:
    """Say goodbye, leave the teams, and let nobody in any more."""
    user = lock_user(deletion.user)
    if found := obstacles(user):
        raise DeletionRefused(found)
    leave_teams(Person(user))  # now: a co-owner who left before the erasure would block it for good
    user.is_active = False
    user.save(update_fields=["is_active"])
    end_other_sign_ins(user, keep=NOBODY, request=None)
    now = timezone.now()
    deletion.state, deletion.closed_at, deletion.try_at, deletion.blocked_by = DeletionState.CLOSED, now, now + SETTLE, ""
    _say_goodbye(deletion)


def _erase(deletion: Deletion) -> None:
    erase_person(deletion.user)
    note_deletion(deletion, Act.ERASED, deletion.closed_at or timezone.now())
    deletion.state, deletion.done_at, deletion.blocked_by = DeletionState.DONE, timezone.now(), ""


def _say_goodbye(deletion: Deletion) -> None:
    """Send the last mail, before the address is forgotten. It is not kept among the messages."""
    if deletion.farewells >= FAREWELLS:
        return
    person = deletion.user
    with reading(person.language, zone_named(person.timezone)):
        email = message_of(letter_of("farewell", {}), person.email)
    try:
        email.send()
    except OSError as error:
        raise FarewellFailed from error


class FarewellFailed(RuntimeError):
    """The last mail could not be sent; the next try is counted."""


def _put_off(deletion_id: int, why: str) -> None:
    with transaction.atomic():
        deletion = Deletion.objects.select_for_update(of=("self",)).get(pk=deletion_id)
        deletion.try_at, deletion.blocked_by = timezone.now() + TRY_AGAIN, why[:100]
        deletion.farewells += why == FarewellFailed.__name__
        deletion.save(update_fields=["try_at", "blocked_by", "farewells"])


def try_now(deletion: Deletion) -> bool:
    """Have the next sweep try a deletion that was put off; return False where its day has not come, or it is over."""
    now = timezone.now()
    put_off = Deletion.objects.filter(pk=deletion.pk, state__in=OPEN, due_at__lte=now, try_at__gt=now).exclude(blocked_by="")
    return bool(put_off.update(try_at=now))
