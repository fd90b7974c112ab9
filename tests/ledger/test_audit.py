"""The nightly audit: content with a healthy log, and a name for each kind of mismatch."""

import gc
import json
import time
from collections.abc import Generator
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from ledger.audit import KEPT_FINDINGS, Findings, _run, audit
from ledger.lag import last_mismatches
from ledger.models import AuditRun, Entry, Leaf, QueuedLeaf
from ledger.services import conceal, erase_fields, forget_chains
from ledger.tasks import audit as nightly
from orders.erasure import ErasureReason, erase_orders_of
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status
from reviews.services import submit_review
from tests.decisions import hide, restore
from tests.factories import UserFactory
from tests.ledger.owner import rewriting
from tests.ledger.sealed import SealedLog, new_signer, queue, rows, stray_leaf
from tests.stories import completed_order, placed_order
from tests.threads import at_once
from vendors.badges import record_badges
from vendors.models import Item, Vendor
from vendors.services import suspend_vendor

pytestmark = pytest.mark.django_db
TABLES = (
    "ledger_entry", "ledger_leaf", "ledger_tile", "ledger_checkpoint", "ledger_signedcheckpoint", "ledger_cosignature",
    "ledger_treestate", "ledger_chain",
)  # fmt: skip
OF_ORDER = "chain_id = (SELECT chain_id FROM orders_order ORDER BY id LIMIT 1)"


@pytest.fixture
def healthy(log: SealedLog, customer: Any, item: Item, vendor_staff: Any) -> SealedLog:
    """An order of two entries among 300 others, sealed, cosigned and indexed."""
    log.grow(10)
    order = placed_order(customer, item)
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff, note="At the counter")
    log.grow(290)
    log.prove()
    return log


def findings_after(statement: str, *values: Any) -> list[str]:
    """Return what the audit finds after a statement that no trigger hinders."""
    with rewriting(*TABLES) as cursor:
        cursor.execute(statement, values)
        assert cursor.rowcount
    return audited()


def audited() -> list[str]:
    """Return what the audit finds; it must come to its end whatever it meets."""
    try:
        return [str(line) for line in audit().findings]
    except Exception as error:
        ended = repr(error)
    gc.collect()  # cursors that were left open, before their transaction is over
    pytest.fail(f"the audit ended with {ended}")


def said(*words: str) -> tuple[int | str | None, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command(*words, stdout=out, stderr=err)
    except SystemExit as ended:
        return ended.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


# --- Healthy ----------------------------------------------------------------------------------------------------------


def test_a_log_with_something_of_everything_is_content(
    log: SealedLog, customer: Any, item: Item, vendor: Vendor, vendor_staff: Any, moderator: Any
) -> None:
    record_badges([vendor.pk])
    for stars in (5, 2, 4):
        order = completed_order(customer, item, vendor_staff)
        review = submit_review(order=order, by=customer, rating=stars, title="T", body="Fine bread")
        if stars != 5:
            hide(review, by=moderator)
        if stars == 4:
            restore(review, by=moderator)
    log.prove()
    erase_orders_of(customer, reason=ErasureReason.REQUEST)
    gone = UserFactory.create()
    completed_order(gone, item, vendor_staff)
    erase_orders_of(gone, reason=ErasureReason.RETENTION, whole=True)
    suspend_vendor(vendor, by=moderator, reason="Unpaid fees")
    log.prove()
    placed = QueuedLeaf.objects.count()
    assert said("ledger_audit")[0] == 0
    run = AuditRun.objects.latest("pk")
    assert (run.mismatches, run.findings, run.size) == (0, [], Leaf.objects.count())
    assert placed == 0


def test_an_empty_log_is_content(log: SealedLog) -> None:
    assert audit().mismatches == 0


def test_what_waits_is_no_mismatch(healthy: SealedLog, customer: Any, item: Item) -> None:
    placed_order(customer, item)
    assert audit().findings == []


def test_the_command_ends_with_1_and_says_why(healthy: SealedLog) -> None:
    findings_after("UPDATE ledger_leaf SET leaf_hash = sha256('x') WHERE index = 7")
    code, out, err = said("ledger_audit")
    assert code == "3 mismatches over 304 leaves." or str(code).endswith("leaves.")
    assert "leaf 7 does not have the hash beside it" in err
    assert "no mismatch" not in out


def test_each_run_is_kept_and_the_last_is_what_operators_see(healthy: SealedLog) -> None:
    assert nightly() == 0 == last_mismatches()
    assert findings_after("UPDATE ledger_leaf SET leaf_hash = sha256('x') WHERE index = 7")
    assert last_mismatches() == AuditRun.objects.latest("pk").mismatches > 0
    assert AuditRun.objects.count() == 2


def test_the_first_hundred_are_kept_and_all_are_counted(healthy: SealedLog) -> None:
    findings_after("UPDATE ledger_leaf SET leaf_hash = sha256(leaf) WHERE index < 150")
    run = AuditRun.objects.latest("pk")
    assert (len(run.findings), run.mismatches >= 150) == (KEPT_FINDINGS, True)


# --- The tree ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        ("UPDATE ledger_leaf SET leaf_hash = sha256('x') WHERE index = 7", "leaf 7 does not have the hash beside it"),
        ("DELETE FROM ledger_leaf WHERE index = 7", "leaf 7 is missing"),
        ("DELETE FROM ledger_leaf WHERE index > 250", "there is a checkpoint of 302, and only 251 leaves"),
        (
            "UPDATE ledger_checkpoint SET root = sha256('x') WHERE size = 302",
            "the checkpoint of 302 has another root than its leaves",
        ),
        (
            "UPDATE ledger_tile SET data = overlay(data PLACING '\\x00'::bytea FROM 1000) WHERE (level, index) = (0, 0)",
            "tile 0/0 does not hold the hashes of its leaves",
        ),
        ("UPDATE ledger_tile SET data = substring(data FOR 64) WHERE (level, index) = (0, 1)", "tile 0/1 does not hold"),
        ("DELETE FROM ledger_tile WHERE level = 1", "tile 1/0 does not hold the hashes of its leaves"),
        (
            "UPDATE ledger_leaf SET leaf = (SELECT leaf FROM ledger_leaf WHERE index = 1) WHERE index = 7",
            "FORK: the slot of leaf 7 was used before",
        ),
    ],
)
def test_the_tree(healthy: SealedLog, statement: str, finding: str) -> None:
    assert any(line.startswith(finding) for line in findings_after(statement))


@pytest.mark.parametrize("leaf", [b"", b"garbage", b"{}", b"[]", b'{"slot":5}', b'{"slot":"!"}', b"\xff"])
def test_a_leaf_that_is_garbage_is_a_finding_and_does_not_end_the_audit(healthy: SealedLog, leaf: bytes) -> None:
    """Whoever writes nonsense must not silence everything else: an audit that fails leaves no run behind."""
    assert any("leaf 7 " in line for line in findings_after("UPDATE ledger_leaf SET leaf = %s WHERE index = 7", leaf))


def test_more_leaves_than_entries_is_a_finding(healthy: SealedLog) -> None:
    """A leaf that no entry belongs to was slipped in, or its entry was taken away."""
    queue(stray_leaf("x"))
    healthy.seal()
    assert audit().findings


# --- Entries ----------------------------------------------------------------------------------------------------------


def replaced(old: str, new: str) -> str:
    """Return the change of a payload that puts one text in place of another."""
    return f"payload = convert_to(replace(convert_from(payload, 'UTF8'), '{old}', '{new}'), 'UTF8')"


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ("leaf = leaf || ' '", "the leaf does not have the hash beside it"),
        ("recorded_at = recorded_at - interval '1 h'", "recorded at another time"),
        ("seq = 5", "the numbers of the chain have a gap"),
        (replaced('"prev":"', '"prev":"A'), "the link to the entry before is broken"),
        (replaced("accepted", "rejected"), "the payload is not what was committed to"),
    ],
)
def test_entries(healthy: SealedLog, change: str, finding: str) -> None:
    findings = findings_after(f"UPDATE ledger_entry SET {change} WHERE seq = 1 AND {OF_ORDER}")
    assert any(finding in line for line in findings)


@pytest.mark.parametrize("change", ["key = sha256('x')", "chain_id = sha256('x')"])
def test_chains(healthy: SealedLog, change: str) -> None:
    findings = findings_after(f"UPDATE ledger_chain SET {change} WHERE name IS NULL")
    assert any("another slot than its chain gives" in line for line in findings)


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ("jsonb_set(fields, '{note,value}', '\"x\"')", "the field note is not what was committed to"),
        ('fields || \'{"extra": {"salt": "AA==", "value": "x"}}\'', "the field extra is not what was committed to"),
    ],
)
def test_openings(healthy: SealedLog, fields: str, finding: str) -> None:
    entry = Entry.objects.get(seq=1, chain__order__isnull=False)
    findings = findings_after(f"UPDATE ledger_opening SET fields = {fields} WHERE entry_id = %s", entry.pk)
    assert any(finding in line for line in findings)


def test_a_leaf_that_is_not_that_of_its_entry_is_a_finding(healthy: SealedLog) -> None:
    findings = findings_after("UPDATE ledger_leaf SET leaf = leaf || ' ' WHERE index = 11")
    assert any("is neither in the log nor on the way to it" in line for line in findings)


def test_an_entry_that_was_taken_from_the_queue_is_a_finding(healthy: SealedLog, customer: Any, item: Item) -> None:
    placed_order(customer, item)
    QueuedLeaf.objects.all().delete()
    assert any("neither in the log nor on the way to it" in line for line in map(str, audit().findings))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET payload = 'garbage' WHERE seq = 1 AND {order}",
        "UPDATE ledger_entry SET payload = '[]' WHERE seq = 1 AND {order}",
        "UPDATE ledger_entry SET payload = '{{}}' WHERE seq = 1 AND {order}",
        "UPDATE ledger_entry SET leaf = 'garbage' WHERE seq = 1 AND {order}",
        "UPDATE ledger_entry SET payload = '\\xff' WHERE seq = 1 AND {order}",
        "UPDATE ledger_opening SET fields = '{{\"note\": 5}}'",
        'UPDATE ledger_opening SET fields = \'{{"note": {{"salt": "!", "value": "x"}}}}\'',
        "UPDATE ledger_opening SET fields = '[]'",
    ],
)
def test_an_entry_that_is_garbage_is_a_finding_and_does_not_end_the_audit(healthy: SealedLog, statement: str) -> None:
    assert findings_after(statement.format(order=OF_ORDER))


# --- Notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("statement", "finding"),
    [
        (
            "UPDATE ledger_signedcheckpoint SET note = replace(note, E'\\n302\\n', E'\\n301\\n') WHERE size = 302",
            "the signed note of 302: the signature of log.example/tests is wrong",
        ),
        (
            "UPDATE ledger_signedcheckpoint SET note = 'garbage' WHERE size = 302",
            "the signed note of 302: this is no signed note",
        ),
        (
            "UPDATE ledger_signedcheckpoint SET note = regexp_replace(note, '— .*', E'— x.example AAAAAAAA\\n') WHERE size = 302",
            "the signed note of 302 is not signed by this log",
        ),
        ("DELETE FROM ledger_checkpoint WHERE size = 302", "the signed note of 302 has another root than its checkpoint"),
        ("UPDATE ledger_checkpoint SET root = sha256('x') WHERE size = 302", "the signed note of 302 has another root"),
        ("UPDATE ledger_cosignature SET line = replace(line, '=', '=') || 'x'", "the signed note of 302: "),
        (
            "UPDATE ledger_cosignature SET line = (SELECT max(line) FROM ledger_cosignature WHERE checkpoint_id = 303)",
            "the signed note of 302: the signature of w1.example is wrong",
        ),
    ],
)
def test_notes(healthy: SealedLog, statement: str, finding: str) -> None:
    assert any(line.startswith(finding) for line in findings_after(statement))


def test_a_note_of_another_size_is_a_finding(log: SealedLog) -> None:
    log.grow(1)
    log.seal()
    log.grow(1)
    log.seal()
    findings = findings_after(
        "UPDATE ledger_signedcheckpoint SET note = (SELECT note FROM ledger_signedcheckpoint WHERE size = 1) WHERE size = 2"
    )
    assert findings == ["the signed note of 2 has another root than its checkpoint"]


def test_a_key_that_was_retired_still_vouches_for_its_notes(healthy: SealedLog) -> None:
    healthy.signers = [new_signer(8)]
    healthy.grow(1)
    healthy.seal()
    assert audit().findings == []


def test_a_quiet_log_that_a_witness_looks_at_again_and_again_is_content(healthy: SealedLog) -> None:
    """Every four minutes, through a night: far more lines than one note may have."""
    for number in range(80):
        healthy.cosign(at=int(time.time()) + 240 * number)
    assert audit().findings == []


def test_what_is_sealed_during_the_audit_is_no_mismatch(healthy: SealedLog) -> None:
    """The audit of a large log takes minutes, and sealing goes on meanwhile."""
    sealed: list[str] = []

    def meanwhile(execute: Any, statement: str, *rest: Any) -> Any:
        if "ledger_signedcheckpoint" in statement and "SELECT" in statement and not sealed:
            sealed.append(statement)
            healthy.grow(1)
            healthy.seal()
        return execute(statement, *rest)

    with connection.execute_wrapper(meanwhile):
        run = audit()
    assert sealed
    assert run.findings == []


# --- The slot index, and what was erased ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_slotindex SET root = sha256('x')",
        "UPDATE ledger_entry SET " + replaced('"size":302', '"size":301') + " WHERE kind = 'index.slots'",
    ],
)
def test_the_slot_index(healthy: SealedLog, statement: str) -> None:
    assert "the slot index of 302 has another root than its slots" in findings_after(statement)


def test_hashes_of_the_slot_index_that_were_changed_are_a_finding(healthy: SealedLog) -> None:
    """They prove absence: wrong ones make every reader see a proof that fails."""
    assert findings_after("UPDATE ledger_slottile SET data = overlay(data PLACING '\\x00'::bytea FROM 40) WHERE level = 0")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger_opening WHERE entry_id = %s RETURNING 1",
        "UPDATE ledger_opening SET fields = fields - 'note' WHERE entry_id = %s RETURNING 1",
    ],
)
def test_what_was_erased_without_a_word_is_a_finding(healthy: SealedLog, statement: str) -> None:
    rows(statement, Entry.objects.get(seq=1, chain__order__isnull=False).pk)
    assert any("1 entries had openings deleted, and the log says so of 0" in line for line in audit().findings)


def test_an_erasure_that_the_log_tells_of_is_content(healthy: SealedLog) -> None:
    order = Order.objects.get()
    erase_fields([order.chain_id], names=["note"], reason="request")
    forget_chains([order.chain_id], reason="request")
    assert not [line for line in audit().findings if "openings" in line]


def test_an_erasure_that_was_told_twice_leaves_no_room_for_one_that_was_not(
    healthy: SealedLog, item: Item, vendor_staff: Any
) -> None:
    """Erasing an order whole goes in two steps over the same entries; they must not count as two."""
    gone = UserFactory.create()
    completed_order(gone, item, vendor_staff)
    erase_orders_of(gone, reason=ErasureReason.RETENTION, whole=True)
    rows(
        "UPDATE ledger_opening SET fields = fields - 'note' WHERE entry_id = %s RETURNING 1",
        Entry.objects.filter(seq=1, chain__order__customer__email="ada@example.com").get().pk,
    )
    assert any("had openings deleted" in str(line) for line in audit().findings)


def test_what_is_hidden_is_not_erased(
    log: SealedLog, customer: Any, item: Item, vendor: Vendor, vendor_staff: Any, moderator: Any
) -> None:
    record_badges([vendor.pk])
    review = submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=1, title="T", body="B")
    hide(review, by=moderator)
    conceal("vendor:crumb-and-co/reviews", review=str(review.pk))
    assert audit().findings == []


# --- The rows of the apps ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "statement", "finding"),
    [
        ("reviews_review", "UPDATE reviews_review SET rating = 5", "5 stars here, 1 in the log"),
        ("reviews_review", "UPDATE reviews_review SET status = 'hidden'", "it counts in the log, and not here"),
        (
            "vendors_vendor",
            "UPDATE vendors_vendor SET rating_sum = 50, rating_count = 10",
            "is 50 stars of 10 reviews here, 1 of 1",
        ),
        (
            "reviews_moderationaction",
            "UPDATE reviews_moderationaction SET ground = 'spam' WHERE action = 'hide'",
            "times hide of review",
        ),
        ("vendors_badgechange", "DELETE FROM vendors_badgechange", "the log tells another history than the rows"),
        (
            "vendors_badgechange",
            "UPDATE vendors_badgechange SET until = until + interval '1 year'",
            "the log tells another history",
        ),
        (
            "orders_orderstatushistory",
            "UPDATE orders_orderstatushistory SET note = 'x'",
            "the row says something else than the log",
        ),
        ("orders_orderstatushistory", "DELETE FROM orders_orderstatushistory WHERE sequence = 4", "the order's history does not"),
    ],
)
def test_rows_are_held_against_the_log(
    log: SealedLog,
    customer: Any,
    item: Item,
    vendor: Vendor,
    vendor_staff: Any,
    moderator: Any,
    table: str,
    statement: str,
    finding: str,
) -> None:
    record_badges([vendor.pk])
    review = submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=1, title="T", body="B")
    hide(review, by=moderator)
    restore(review, by=moderator)
    assert audit().findings == []
    with rewriting(table) as cursor:
        cursor.execute(statement)
        assert cursor.rowcount
    assert any(finding in str(line) for line in audit().findings)


def test_mismatches_are_logged_as_errors(healthy: SealedLog, caplog: pytest.LogCaptureFixture) -> None:
    findings_after("UPDATE ledger_leaf SET leaf_hash = sha256('x') WHERE index = 7")
    errors = [record for record in caplog.records if record.levelname == "ERROR"]
    assert any("leaf 7" in json.dumps(str(record.msg)) for record in errors)


@pytest.mark.django_db(transaction=True)
def test_a_check_sees_one_moment_however_long_it_takes() -> None:
    def check() -> Generator[str, None, None]:
        before = AuditRun.objects.count()
        at_once(lambda: AuditRun.objects.create(size=0, mismatches=0, findings=[]))
        if AuditRun.objects.count() != before:
            yield "what came in between is seen"

    findings = Findings()
    _run(check, findings)
    assert (findings.lines, AuditRun.objects.count()) == ([], 1)
