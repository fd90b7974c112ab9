"""The threat model of the design, line by line: each attack by whoever owns the database, seen by the reader named there."""

import json
from base64 import b64decode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from trusttrack_verify import Pin, Report

from ledger.audit import audit
from ledger.encoding import (
    Statement,
    chain_id_of,
    commit_field,
    commit_payload,
    encode64,
    encode_leaf,
    hash_leaf,
    new_key,
    seal,
    seconds,
    slot_of,
)
from ledger.integrating import integrate
from ledger.models import Chain, Checkpoint, Entry, Leaf, SignedCheckpoint
from ledger.notes import TreeNote, sign_checkpoint
from ledger.sealing import SigningRefused
from ledger.services import append
from orders.models import Order, OrderStatusHistory
from orders.services import advance_order
from orders.statements import statement_of
from orders.statuses import Status
from tests.factories import UserFactory
from tests.ledger.owner import rewrite, rewriting
from tests.ledger.readers import examined_online, monitored, newest_checkpoint
from tests.ledger.sealed import ORIGIN, SealedLog, queue, rows, statuses, stray_leaf
from tests.ledger.test_sealing import rewrite_tree, write_tree
from tests.stories import placed_order
from vendors.models import Item

pytestmark = pytest.mark.django_db
HISTORY = ("orders_orderstatushistory",)
SEALED = ("ledger_entry", "ledger_leaf", "ledger_queue")


@pytest.fixture
def told(log: SealedLog, customer: Any, item: Item, vendor_staff: Any) -> Order:
    """Accepted with a note and a promise, then cancelled with a reason; sealed, with others around it."""
    log.grow(2)
    order = placed_order(customer, item)
    promise = order.placed_at + timedelta(hours=2)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="At the counter", estimated_ready_at=promise)
    log.grow(1)
    order = advance_order(order, to=Status.CANCELLED, by=vendor_staff, reason="The oven broke").order
    log.prove()
    return order


def raw_proof(order: Order, reader: Any = None) -> bytes:
    client = Client()
    if reader is not None:
        client.force_login(reader)
    answer = client.get(f"/api/v1/tracking/{order.uid}/proof/")
    assert answer.status_code == 200, answer.content
    return bytes(answer.content)


def report_of(log: SealedLog, order: Order, **known: Any) -> Report:
    return log.verify(raw_proof(order), chain_id=encode64(bytes(order.chain.chain_id)), **known)


def pin_of(log: SealedLog, order: Order) -> Pin:
    """Return what a reader's browser keeps of a visit."""
    report = report_of(log, order)
    return Pin(newest_checkpoint(), report.entries[-1].seq, bytes(Entry.objects.get(chain=order.chain_id, seq=2).leaf_hash))


def test_untouched_all_is_proven_and_the_audit_is_content(log: SealedLog, told: Order) -> None:
    assert statuses(report_of(log, told)) == {}
    assert statuses(examined_online(raw_proof(told))) == {"chain": "chain_not_compared"}
    assert monitored() == []
    assert audit().findings == []


# --- A row of the history is edited -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "seq"),
    [
        ("status = 'preparing'", 1),
        ("from_status = 'preparing'", 1),
        ("actor_role = 'customer'", 1),
        ("note = 'Somewhere else'", 1),
        ("note = ''", 1),
        ("note = 'Said afterwards'", 2),
        ("reason = 'The customer never came'", 2),
        ("recorded_at = recorded_at - interval '1 hour'", 1),
        ("recorded_at = recorded_at + interval '1 second'", 0),
        ("claimed_at = claimed_at - interval '1 hour'", 0),
        ("claimed_at = claimed_at + interval '1 millisecond'", 2),
        ("estimated_ready_at = estimated_ready_at + interval '1 hour'", 1),
        ("estimated_ready_at = NULL", 1),
        ("estimated_ready_at = now()", 2),
        ("actor_id = NULL", 1),
        ("actor_id = (SELECT customer_id FROM orders_order LIMIT 1)", 2),
    ],
)
def test_r08_an_edited_row_is_seen_by_whoever_has_the_link(log: SealedLog, told: Order, change: str, seq: int) -> None:
    where = "WHERE order_id = %s AND sequence = %s"
    rewrite(f"UPDATE orders_orderstatushistory SET {change} {where}", told.pk, seq, tables=HISTORY)
    verdict = report_of(log, told).verdict("unaltered")
    assert (str(verdict.status), verdict.entry) == ("failed", seq)
    assert verdict.code in {"commit_differs", "not_included"}
    assert any("the row says something else" in line for line in audit().findings)


def test_r08_another_reference_is_seen_by_whoever_has_the_link(log: SealedLog, told: Order) -> None:
    rewrite("UPDATE orders_order SET reference = 'AAAAAA' WHERE id = %s", told.pk, tables=("orders_order",))
    assert statuses(report_of(log, told))["unaltered"] == "commit_differs"


def test_r08_the_customer_and_the_team_see_it_too(log: SealedLog, told: Order, vendor_staff: Any) -> None:
    rewrite("UPDATE orders_orderstatushistory SET note = 'x' WHERE sequence = 1", tables=HISTORY)
    for reader in (told.customer, vendor_staff):
        assert "unaltered" in statuses(log.verify(raw_proof(told, reader)))


def test_r08_a_note_whose_opening_was_taken_away_cannot_be_edited_unseen(log: SealedLog, told: Order) -> None:
    """Take the salt away as an erasure does, then write what you like: the page would show it beside a proof that holds."""
    rows("UPDATE ledger_opening SET fields = fields - 'note' RETURNING 1")
    rewrite("UPDATE orders_orderstatushistory SET note = 'Never ready' WHERE sequence = 1", tables=HISTORY)
    page = Client().get(f"/api/v1/tracking/{told.uid}/").json()
    assert page["entries"][1]["note"] == "Never ready"
    assert statuses(report_of(log, told)).get("unaltered") is not None


def test_r08_a_whole_opening_taken_away_leaves_nothing_that_seems_proven(log: SealedLog, told: Order) -> None:
    rows(
        "DELETE FROM ledger_opening o USING ledger_entry e WHERE e.id = o.entry_id AND e.chain_id = %s RETURNING 1", told.chain_id
    )
    rewrite("UPDATE orders_orderstatushistory SET note = 'Never ready' WHERE sequence = 1", tables=HISTORY)
    assert [entry.data for entry in report_of(log, told).entries] == [None] * 3
    assert any("had openings deleted" in line for line in audit().findings)


# --- The log's own rows are edited ------------------------------------------------------------------------------------


def test_an_edited_payload_is_seen_by_whoever_has_the_link(log: SealedLog, told: Order) -> None:
    changed = """convert_to(replace(convert_from(payload, 'UTF8'), '"seq":1', '"seq":7'), 'UTF8')"""
    rewrite(f"UPDATE ledger_entry SET payload = {changed} WHERE chain_id = %s AND seq = 1", told.chain_id, tables=SEALED)
    assert statuses(report_of(log, told))["unaltered"] == "commit_differs"
    assert audit().mismatches


def test_another_salt_is_seen_by_whoever_has_the_link(log: SealedLog, told: Order) -> None:
    where = "entry_id IN (SELECT id FROM ledger_entry WHERE chain_id = %s)"
    rows(f"UPDATE ledger_opening SET salt = sha256('x') WHERE {where} RETURNING 1", told.chain_id)
    assert statuses(report_of(log, told))["unaltered"] == "commit_differs"
    assert audit().mismatches == 3


def test_history_and_entry_rewritten_together_are_not_in_the_signed_tree(log: SealedLog, told: Order) -> None:
    rewrite("UPDATE orders_orderstatushistory SET note = 'Never ready' WHERE sequence = 1", tables=HISTORY)
    reseal(told, 1, "Never ready")
    assert statuses(report_of(log, told))["unaltered"] == "not_included"
    with pytest.raises(SigningRefused, match="rewritten"):
        log.grow()
        rebuild_from_leaves(log)
        log.seal()
    assert audit().mismatches


def reseal(order: Order, seq: int, note: str) -> None:
    """Rewrite an entry and its leaf so that they fit one another, as an owner who knows the format."""
    entry = Entry.objects.select_related("opening", "chain").get(chain=order.chain_id, seq=seq)
    fields = entry.opening.fields
    fields["note"]["value"] = note
    payload = json.loads(bytes(entry.payload))
    payload["fields"]["note"] = encode64(commit_field(b64decode(fields["note"]["salt"]), "note", note))
    text = json.dumps(payload, sort_keys=True, separators=(",", ":")).encode()
    commit = commit_payload(bytes(entry.opening.salt), text)
    leaf = encode_leaf(commit=commit, slot=slot_of(bytes(entry.chain.key or b""), seq), ts=seconds(entry.recorded_at))
    old = bytes(entry.leaf_hash)
    with rewriting(*SEALED) as cursor:
        values = [text, leaf, hash_leaf(leaf), entry.pk]
        cursor.execute("UPDATE ledger_entry SET payload = %s, leaf = %s, leaf_hash = %s WHERE id = %s", values)
        cursor.execute("UPDATE ledger_leaf SET leaf = %s, leaf_hash = %s WHERE leaf_hash = %s", [leaf, hash_leaf(leaf), old])
    entry.opening.save()


def rebuild_from_leaves(log: SealedLog) -> None:
    integrate()
    rewrite_tree(log, {})


def test_a_whole_tree_rebuilt_and_signed_with_a_stolen_key_is_seen_by_who_was_here_before(log: SealedLog, told: Order) -> None:
    """The signer refuses; the key in other hands does not. Then the pinned head and the monitor's state tell."""
    pin, seen = pin_of(log, told), newest_checkpoint()
    rewrite("UPDATE orders_orderstatushistory SET note = 'Never ready' WHERE sequence = 1", tables=HISTORY)
    reseal(told, 1, "Never ready")
    rewrite_tree(log, {})
    sign_anyway(log)
    assert statuses(examined_online(raw_proof(told), pin=pin))["append_only"] == "not_consistent"
    assert any("does not extend" in fault for fault in monitored(seen))


def sign_anyway(log: SealedLog) -> None:
    """Sign and cosign what there is, with all keys in one hand."""
    newest = Checkpoint.objects.latest("size")
    note = sign_checkpoint(TreeNote(ORIGIN, newest.size, bytes(newest.root)), log.signers)
    with rewriting("ledger_signedcheckpoint", "ledger_cosignature", "ledger_slotindex") as cursor:
        cursor.execute("DELETE FROM ledger_cosignature")
        cursor.execute("DELETE FROM ledger_slotindex")
        cursor.execute("DELETE FROM ledger_signedcheckpoint")
        cursor.execute("INSERT INTO ledger_signedcheckpoint (size, note) VALUES (%s, %s)", [newest.size, note])
    log.cosign()


# --- Entries go missing -----------------------------------------------------------------------------------------------


def test_an_entry_taken_out_of_the_middle_is_seen_by_whoever_has_the_link(log: SealedLog, told: Order) -> None:
    rewrite("DELETE FROM orders_orderstatushistory WHERE order_id = %s AND sequence = 1", told.pk, tables=HISTORY)
    assert statuses(report_of(log, told))["in_order"] == "slot_differs"
    assert any("the log has it, and the order's history does not" in line for line in audit().findings)


def test_one_taken_out_of_the_log_too_is_seen_as_well(log: SealedLog, told: Order) -> None:
    rewrite("DELETE FROM orders_orderstatushistory WHERE order_id = %s AND sequence = 1", told.pk, tables=HISTORY)
    take_out(told, 1)
    assert statuses(report_of(log, told))["in_order"] == "slot_differs"
    assert any("the numbers of the chain have a gap" in line for line in audit().findings)


def take_out(order: Order, seq: int) -> None:
    with rewriting(*SEALED) as cursor:
        where = "WHERE chain_id = %s AND seq = %s"
        cursor.execute(
            f"DELETE FROM ledger_opening WHERE entry_id IN (SELECT id FROM ledger_entry {where})", [order.chain_id, seq]
        )
        cursor.execute(f"DELETE FROM ledger_entry {where}", [order.chain_id, seq])


def withhold_newest(order: Order) -> None:
    rewrite("DELETE FROM orders_orderstatushistory WHERE order_id = %s AND sequence = 2", order.pk, tables=HISTORY)
    rewrite("UPDATE orders_order SET sequence = 1, status = 'accepted' WHERE id = %s", order.pk, tables=("orders_order",))


@pytest.mark.parametrize("thorough", [False, True])
def test_the_newest_entry_withheld_is_not_proven_absent_and_found_in_the_log(log: SealedLog, told: Order, thorough: bool) -> None:
    withhold_newest(told)
    if thorough:
        take_out(told, 2)
    assert statuses(report_of(log, told)) == {"complete": "no_absence_proof"}
    assert statuses(examined_online(raw_proof(told)))["complete"] == "later_entry_found"


def test_the_newest_entry_withheld_is_missed_by_who_was_here_before(log: SealedLog, told: Order) -> None:
    pin = pin_of(log, told)
    withhold_newest(told)
    assert statuses(report_of(log, told, pin=pin))["append_only"] == "pinned_entry_gone"


def test_the_newest_entry_deleted_everywhere_but_in_the_tree_is_found_by_the_audit(log: SealedLog, told: Order) -> None:
    """A leaf that no entry belongs to: nothing else tells the operator."""
    withhold_newest(told)
    take_out(told, 2)
    assert audit().findings != []


# --- Times ------------------------------------------------------------------------------------------------------------


def test_an_entry_written_back_in_time_is_seen_by_whoever_has_the_link(log: SealedLog, customer: Any, item: Item) -> None:
    order = placed_order(customer, item)
    log.prove()
    earlier = rows("SELECT clock_timestamp() - interval '1 hour'")[0][0]
    rewrite("UPDATE ledger_entry SET recorded_at = %s WHERE chain_id = %s", earlier, order.chain_id, tables=SEALED)
    forge(order.chain, 1, Statement("order.status", {"from": "placed", "to": "accepted", "by": "vendor"}), at=earlier)
    add_row(order, earlier)
    log.prove()
    assert "back_dated" in statuses(report_of(log, order)).values()


def forge(chain: Chain, seq: int, statement: Statement, *, at: Any) -> None:
    """Write an entry of another time past all triggers, and queue its leaf."""
    fields = {"actor": "vendor", "note": "", "reason": ""}
    prev = bytes(chain.entries.get(seq=seq - 1).leaf_hash)
    statement = Statement(statement.kind, statement.data, fields, at=at)
    sealed = seal(statement, key=bytes(chain.key or b""), seq=seq, prev=prev, recorded_at=at)
    with rewriting(*SEALED) as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (chain_id, seq, kind, payload, leaf, leaf_hash, recorded_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [chain.pk, seq, sealed.kind, sealed.payload, sealed.leaf, sealed.leaf_hash, at],
        )
        values = {name: {"salt": encode64(one.salt), "value": one.value} for name, one in sealed.opened.items()}
        cursor.execute(
            "INSERT INTO ledger_opening (entry_id, salt, fields) VALUES (%s, %s, %s)",
            [cursor.fetchone()[0], sealed.salt, json.dumps(values)],
        )
    queue(sealed.leaf)


def add_row(order: Order, at: Any) -> None:
    with rewriting("orders_orderstatushistory", "orders_order"):
        OrderStatusHistory.objects.create(
            order=order, sequence=1, from_status="placed", status="accepted", actor_role="vendor", claimed_at=at, recorded_at=at
        )
        Order.objects.filter(pk=order.pk).update(sequence=1, status="accepted")


# --- Two versions -----------------------------------------------------------------------------------------------------


def fork(order: Order, seq: int = 1) -> None:
    """Have a second entry `seq` of this order in the log, for somebody else to be shown."""
    key, prev = bytes(order.chain.key or b""), bytes(order.chain.entries.get(seq=seq - 1).leaf_hash)
    statement = Statement("order.status", {"from": "placed", "to": "rejected", "by": "vendor"})
    other = seal(statement, key=key, seq=seq, prev=prev, recorded_at=order.placed_at)
    queue(other.leaf)


def test_a_fork_of_one_order_is_seen_by_every_monitor_without_any_secret(log: SealedLog, told: Order) -> None:
    fork(told)
    log.prove()
    assert [fault for fault in monitored() if "FORK" in fault] == ["FORK: leaves 3 and 7 have the same slot"]
    assert any(line.startswith("FORK: the slot of leaf 7") for line in audit().findings)


def test_a_fork_is_seen_by_a_reader_who_looks_into_the_log(log: SealedLog, told: Order) -> None:
    raw = raw_proof(told)
    fork(told)
    log.prove()
    assert statuses(examined_online(raw))["in_order"] == "fork"


def test_a_second_chain_for_one_order_is_not_that_of_the_confirmation(log: SealedLog, told: Order) -> None:
    confirmed = encode64(bytes(told.chain.chain_id))
    key = new_key()
    other = Chain.objects.create(key=key, chain_id=chain_id_of(key))
    with transaction.atomic():
        for row in told.history.order_by("sequence"):
            append(other.pk, statement_of(row))
    rewrite("UPDATE orders_order SET chain_id = %s WHERE id = %s", other.pk, told.pk, tables=("orders_order",))
    with rewriting(*HISTORY) as cursor:
        cursor.execute(
            "UPDATE orders_orderstatushistory h SET recorded_at = e.recorded_at FROM ledger_entry e"
            " WHERE e.chain_id = %s AND e.seq = h.sequence",
            [other.pk],
        )
    log.prove()
    assert statuses(log.verify(raw_proof(told), chain_id=confirmed)) == {"chain": "chain_differs"}


def test_two_versions_of_the_log_are_told_apart_by_any_two_readers(log: SealedLog, told: Order) -> None:
    """With all keys in one hand, a second log of the same size: the heads differ."""
    one = newest_checkpoint()
    leaves = [bytes(leaf) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]
    write_tree([*leaves[:-1], stray_leaf("another")])
    sign_anyway(log)
    other = newest_checkpoint()
    assert (one.size, one.root == other.root) == (other.size, False)
    assert monitored(one) != []


# --- Notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("forge_note", "verdict"),
    [
        (lambda note: note.replace("\n7\n", "\n8\n"), "bad_signature"),
        (lambda note: note.split("—")[0] + "— log.example/other AAAAAAAA\n", "not_signed"),
        (lambda note: "garbage", "head_malformed"),
        (lambda note: note.replace("log.example/tests\n7", "log.example/other\n7"), "head_malformed"),
    ],
)
def test_a_note_swapped_is_seen_by_whoever_has_the_link(
    log: SealedLog, told: Order, forge_note: Callable[[str], str], verdict: str
) -> None:
    newest = SignedCheckpoint.objects.latest("size")
    assert newest.size == 7
    rewrite(
        "UPDATE ledger_signedcheckpoint SET note = %s WHERE size = 7",
        forge_note(newest.note),
        tables=("ledger_signedcheckpoint",),
    )
    assert statuses(report_of(log, told))["authentic"] == verdict
    assert audit().mismatches


def test_an_old_note_in_place_of_the_newest_proves_nothing(log: SealedLog, told: Order) -> None:
    older, newest = SignedCheckpoint.objects.order_by("size")[:2]
    rewrite(
        "UPDATE ledger_signedcheckpoint SET note = %s WHERE size = %s",
        older.note,
        newest.size,
        tables=("ledger_signedcheckpoint",),
    )
    assert statuses(report_of(log, told))["authentic"] == "bad_signature"  # the witness's
    assert any(line.startswith(f"the signed note of {newest.size}") for line in audit().findings)


def test_a_frozen_view_is_stale_after_a_day(log: SealedLog, told: Order) -> None:
    later = int(told.placed_at.timestamp()) + 25 * 3600
    assert statuses(report_of(log, told, now=later)) == {"fresh": "stale"}


# --- What the log does not tell ---------------------------------------------------------------------------------------


def test_nobody_finds_the_entries_of_an_order_without_its_key(log: SealedLog, told: Order) -> None:
    """Leaves of one order have nothing in common but what looks random."""
    leaves = [json.loads(bytes(leaf)) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]
    assert all(leaf.keys() == {"commit", "slot", "ts", "v"} for leaf in leaves)
    assert len({leaf["slot"] for leaf in leaves}) == len({leaf["commit"] for leaf in leaves}) == len(leaves)


def test_a_guess_at_a_note_cannot_be_tried_on_the_log(log: SealedLog, told: Order) -> None:
    """The same words committed to twice look different, and the payload that holds the commitment is hidden."""
    entries = Entry.objects.filter(chain=told.chain_id).values_list("payload", flat=True)
    empties = [json.loads(bytes(payload))["fields"]["note"] for payload in entries]
    assert len(set(empties)) == 3
    bare = json.loads(raw_proof(told))["entries"][1]
    assert set(bare["open"]) == set()
    assert "At the counter" not in json.dumps(bare)


def test_a_stranger_to_the_platform_has_no_more_than_the_link(log: SealedLog, told: Order) -> None:
    assert raw_proof(told, UserFactory.create()).count(b'"open":{}') == 2 + 1  # all but the first, and the epoch
