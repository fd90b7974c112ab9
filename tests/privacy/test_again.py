"""Who was erased since a backup is erased again after its restore, before anybody is served."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.pruning import prune_sign_ins
from accounts.services import create_verified_user
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
from privacy.journal import Act, Note, born, note, read, unknown_names
from privacy.models import Deletion, DeletionState
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


def test_one_that_is_about_to_commit_closes_nothing(ada: User) -> None:
    standing = Standing()
    assert standing.look() == "ok"
    note(erased_note(ada))
    forget_the_notes()
    for expected in ("ok", "due"):  # missed once, and still missed half a minute later
        standing.looked_at = 0.0
        assert standing.look() == expected


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
