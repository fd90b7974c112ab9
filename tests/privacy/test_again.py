"""Who was erased since a backup is erased again after its restore, before anybody is served."""

import json
import math
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.pruning import prune_sign_ins
from accounts.services import create_verified_user
from common.storages import DurableFolder
from config import restored
from config.restored import RestoredGate, Standing, erase_first
from ledger.audit import audit
from ledger.sealing import SigningRefused
from operations.backing_up import back_up
from operations.restoring import restore
from orders.models import Order
from orders.statuses import Status
from privacy.again import erase_again
from privacy.deleting import delete_due
from privacy.journal import Act, Note, born, note, note_deletion, read, unknown_names
from privacy.models import Deletion, DeletionState, JournalName
from privacy.services import GRACE, ask_for_deletion, cancel_deletion
from privacy.tasks import delete_due as sweep
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD, MembershipFactory
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog
from tests.privacy.canaries import CANARIES, EMAIL, found_in_tables, person
from tests.privacy.conftest import DELETION, work
from tests.privacy.test_deletion import A_MINUTE, delete_now, later, request
from tests.stories import completed_order, placed_order
from vendors.models import Item, Membership, MembershipRole

__all__ = ["log", "person", "witness"]


@pytest.fixture(autouse=True)
def journal(settings: Settings, tmp_path: Path) -> Path:
    """Where erasures are noted."""
    folder = tmp_path / "erasures"
    settings.STORAGES = {
        **settings.STORAGES,
        "erasures": {"BACKEND": "common.storages.DurableFolder", "OPTIONS": {"location": folder}},
    }
    return folder


def forget_the_notes() -> None:
    """Have the database not know what was noted, as one that is restored from before."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE privacy_journalname")  # which a test's database allows


@pytest.mark.django_db(transaction=True)
def test_after_a_real_restore_nothing_of_the_person_is_left_and_proofs_hold(
    log: SealedLog, person: Browser, ada: User, grace: User, journal: Path, tmp_path: Path, anonymous: APIClient
) -> None:
    ask_for_deletion(ada, email=ada.email, request=request())  # and calls it off after the backup
    work()
    order = Order.objects.filter(customer__email=EMAIL, status="completed").get().uid
    log.prove()
    backup = back_up(tmp_path / "backups", at=timezone.now(), with_files=False)

    cancel_deletion(ada, request=request())
    late = create_verified_user(email="late@example.com", password=PASSWORD, name="Late Comer")
    delete_now(late)
    ask_for_deletion(grace, email=grace.email, request=request())
    assert person.fetch("POST", DELETION, {"email": EMAIL}).status_code == 202
    work()
    for wait in (timedelta(0), A_MINUTE):
        with later(by=GRACE + wait - timedelta(minutes=5)):  # before Grace's day comes
            Deletion.objects.filter(user__email=EMAIL).update(try_at=timezone.now())
            assert delete_due() == 1
    assert not User.objects.filter(email=EMAIL).exists()
    log.prove()  # the public knows of it

    restore(backup, replace=True)
    newcomer = create_verified_user(email="new@example.com", password=PASSWORD, name="New Comer")
    assert newcomer.pk == late.pk, "the number is given again"
    assert [word for word in CANARIES if not found_in_tables(word)] == []
    assert Standing().look() == "due"

    call_command("erase_again")
    with later(by=GRACE + timedelta(hours=1)):
        prune_sign_ins()  # sign-ins that were never finished
        work()
    assert {word: found for word in CANARIES if (found := found_in_tables(word))} == {}
    assert Standing().look() == "ok"
    assert str(erase_again()).startswith("0 accounts"), "it is done once"
    states = dict(Deletion.objects.values_list("user", "state"))
    assert states[ada.pk] == DeletionState.CANCELLED
    assert states[grace.pk] == DeletionState.SCHEDULED
    newcomer.refresh_from_db()
    assert (newcomer.name, newcomer.is_active) == ("New Comer", True)

    assert audit().findings == []
    report = log.verify(anonymous.get(f"/api/v1/tracking/{order}/proof/").content)
    assert report.exit_code() == 0
    with pytest.raises(SigningRefused, match="rolled back"):
        log.seal()  # what was published is ahead: erasing again is no reason to sign another history
    said = "".join(f"{path.name} {path.read_text()}" for path in journal.rglob("*.json")).lower()
    assert [word for word in (*CANARIES, "ada", "late", "@") if word in said] == []


def test_what_was_settled_in_what_is_lost_is_in_nobodys_way(ada: User, item: Item, log: SealedLog) -> None:
    order = placed_order(ada, item, note="Ring at Ada's")
    owned = MembershipFactory.create(user=ada, role=MembershipRole.OWNER).vendor
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    note(erased_note(ada))
    forget_the_notes()
    again = erase_again()
    assert (again.done[Act.ERASED], again.orphaned) == (1, [owned.slug])
    assert f"Without an owner now: {owned.slug}." in str(again)
    ada.refresh_from_db()
    assert (ada.is_deleted, ada.is_staff, Membership.objects.filter(user=ada).count()) == (True, False, 0)
    order.refresh_from_db()
    assert (order.contact_name, order.note, order.status) == ("Erased", "", Status.PLACED)
    assert Deletion.objects.get(user=ada).state == DeletionState.DONE
    log.prove()
    assert audit().findings == []


@pytest.mark.parametrize("whole", [False, True])
def test_orders_that_were_erased_by_hand_are_erased_again(ada: User, item: Item, vendor_owner: User, whole: bool) -> None:
    call_command("erase_orders", ada.email, "--yes", "--reason", "retention")  # has nothing to do, and is noted
    [name] = unknown_after(forget_the_notes)
    order = completed_order(ada, item, vendor_owner)
    note(replace(read(name), is_whole=whole, at=timezone.now().isoformat()))
    forget_the_notes()
    assert erase_again().done == {Act.ORDERS: 2}
    order.refresh_from_db()
    assert (order.contact_name, order.chain.key is None) == ("Erased", whole)


def test_an_erasure_that_cannot_be_noted_is_not_done(ada: User, journal: Path) -> None:
    ask_for_deletion(ada, email=ada.email, request=request())
    with later(by=GRACE):
        assert delete_due() == 1
    journal.write_text("no folder")
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 0
    ada.refresh_from_db()
    assert (ada.name, Deletion.objects.get().blocked_by) == ("Ada Lovelace", "NotADirectoryError")
    journal.unlink()
    with later(by=GRACE + A_MINUTE + timedelta(hours=1)):
        assert delete_due() == 1
    assert unknown_names() == []


def test_what_a_crash_left_in_the_journal_alone_is_done_by_the_next_sweep(ada: User) -> None:
    note(erased_note(ada))
    forget_the_notes()
    assert sweep() == 0
    ada.refresh_from_db()
    assert ada.is_deleted


def test_nobody_is_served_and_no_worker_begins_before(
    ada: User, journal: Path, monkeypatch: pytest.MonkeyPatch, client: Client
) -> None:
    note(erased_note(ada))
    forget_the_notes()
    monkeypatch.setattr(restored, "standing", Standing())
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["erasures"], answer.json()["status"]) == (503, "due", "unavailable")
    assert asked("/api/v1/vendors/") == [503, b"restoring"]
    assert asked("/healthz") == [200]
    assert asked("/ws/", kind="websocket") == [1013]
    [file] = journal.rglob("*.json")
    whole = file.read_text()
    file.write_text(whole[:20])
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("erase_again")
    with pytest.raises(SystemExit, match="restoring"):
        erase_first()
    file.write_text(whole)
    erase_first()
    restored.standing.looked_at = 0.0
    assert client.get("/readyz").json()["erasures"] == "ok"
    assert asked("/api/v1/vendors/") == [200]


class Hanging(DurableFolder):
    """A place that says nothing before it is let go."""

    answers = threading.Event()

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        assert self.answers.wait(20)
        return super().listdir(path)


@pytest.mark.django_db(transaction=True)
def test_a_journal_that_hangs_holds_nobody_and_one_that_is_about_to_commit_closes_nothing(
    ada: User, settings: Settings, journal: Path
) -> None:
    hanging = {"BACKEND": "tests.privacy.test_again.Hanging", "OPTIONS": {"location": journal}}
    settings.STORAGES = {**settings.STORAGES, "erasures": hanging}
    Hanging.answers.set()
    standing = Standing()
    assert standing.look() == "ok"
    note(erased_note(ada))
    forget_the_notes()
    for expected in ("ok", "due"):  # missed once, and still missed half a minute later
        Hanging.answers.clear()
        standing.looked_at = -math.inf
        assert [standing.look(), standing.look()] == ["ok", "ok"], "at once, while the journal hangs"
        Hanging.answers.set()
        with standing.turn:  # the thread has looked
            assert standing.state == expected


def test_what_was_before_the_journal_is_noted_once_and_after_a_restore_is_mended(ada: User, grace: User, journal: Path) -> None:
    gone = create_verified_user(email="gone@example.com", password=PASSWORD, name="Gone Before")
    delete_now(gone)
    [file] = journal.rglob("*.json")
    file.unlink()
    kept = ask_for_deletion(ada, email=ada.email, request=request())
    note_deletion(kept, Act.KEPT, timezone.now())  # and then the database was restored
    forget_the_notes()
    now = timezone.now()
    Deletion.objects.create(user=grace, due_at=now + GRACE, try_at=now + GRACE)
    said = StringIO()
    for _ in range(2):
        call_command("erase_again", stdout=said)
    first, second = said.getvalue().splitlines()
    assert "1 called off again" in first
    assert first.endswith(" 2 wishes and erasures of before noted in the journal.")
    assert second.endswith(" 0 wishes and erasures of before noted in the journal.")
    forget_the_notes()
    acts = sorted((one.act, one.user) for one in map(read, unknown_names()))
    assert acts == sorted([(Act.KEPT, ada.pk), (Act.ASKED, grace.pk), (Act.ERASED, gone.pk)])


def test_a_name_is_seen_only_with_all_of_its_file_and_another_content_is_refused(ada: User, journal: Path) -> None:
    storage = storages["erasures"]

    class Watched(ContentFile):  # type: ignore[type-arg]  # generic in the stubs alone
        def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
            yield b"{"
            assert not storage.exists("x/y.json")
            yield b"}"

    assert storage.save("x/y.json", Watched(b"{}")) == "x/y.json"
    assert [path.name for path in journal.rglob("*.*")] == ["y.json"]
    one = erased_note(ada)
    note(one)
    note(one)  # as often as one likes
    for other in (one.name, json.dumps(asdict(replace(one, user=0)))):
        (journal / one.name).write_text(other)
        with pytest.raises(ValueError, match="journal"):
            note(one)


def test_a_clock_that_ran_ahead_hides_nothing(ada: User) -> None:
    for day in ("2030-11-30", "2030-12-01", "2031-02-14"):
        note(replace(erased_note(ada), at=f"{day}T12:00:00+00:00"))
    forget_the_notes()
    JournalName.objects.create(name="2999-01/x.json")
    with time_machine.travel(datetime(2031, 2, 15, tzinfo=UTC)):
        assert [name[:7] for name in unknown_names()] == ["2030-12", "2031-02"]


def erased_note(user: User) -> Note:
    now = timezone.now().isoformat()
    return Note(Act.ERASED, user.pk, born(user), now, asked_at=now, due_at=now)


def unknown_after(change: Callable[[], None]) -> list[str]:
    change()
    return unknown_names()


def asked(path: str, *, kind: str = "http") -> list[Any]:
    """Ask a gate before an application that answers 200 to everything; return the status or close code, and the problem's."""
    sent: list[dict[str, Any]] = []

    async def inner(scope: dict[str, Any], receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200})

    async def receive() -> dict[str, Any]:
        return {"type": "websocket.connect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": kind, "path": path, "headers": [], "method": "GET"}
    async_to_sync(RestoredGate(inner, never=("/healthz",)))(scope, receive, send)
    codes = [message[key] for message in sent for key in ("status", "code") if key in message]
    return codes + [b"restoring" for message in sent if b"restoring" in message.get("body", b"")]
