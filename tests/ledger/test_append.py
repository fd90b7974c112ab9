"""Entries: written in the caller's transaction, linked, in time, under the lock of their own chain and no other."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import psycopg
import pytest
import time_machine
from django.db import connection, transaction

from ledger import services
from ledger.appending import ChainForgotten
from ledger.encoding import (
    EMPTY_ROOT,
    Statement,
    chain_id_of,
    encode64,
    hash_leaf,
    public_key_of,
    seconds,
    slot_of,
)
from ledger.models import Chain, Entry, Opening, QueuedLeaf
from ledger.services import (
    append,
    append_public,
    extend_public,
    forget_chains,
    open_chain,
    open_chains,
    write_stories,
)
from tests.ledger.owner import rewrite
from tests.ledger.sealed import SealedLog, queue_length, rows
from tests.orders.conftest import order
from tests.servers import database_url
from tests.threads import at_once

__all__ = ["order"]
pytestmark = pytest.mark.django_db
SAID = Statement("order.status", {"to": "placed"}, {"note": "Ring twice"})


class Wanted(Exception):
    """Thrown to have a transaction rolled back."""


def payloads(chain: Chain) -> list[dict[str, Any]]:
    return [json.loads(bytes(payload)) for payload in chain.entries.order_by("seq").values_list("payload", flat=True)]


def assert_linked(chain: Chain) -> None:
    """Check every link, slot, number and time of a chain against what was written."""
    prev, last = bytes(chain.chain_id), None
    for number, entry in enumerate(chain.entries.order_by("seq")):
        leaf, payload = json.loads(bytes(entry.leaf)), json.loads(bytes(entry.payload))
        assert (entry.seq, payload["seq"], payload["prev"]) == (number, number, encode64(prev))
        assert payload["chain"] == encode64(bytes(chain.chain_id))
        assert leaf["slot"] == encode64(slot_of(bytes(chain.key or b""), number))
        assert leaf["ts"] == seconds(entry.recorded_at)
        assert last is None or entry.recorded_at >= last
        prev, last = hash_leaf(bytes(entry.leaf)), entry.recorded_at
        assert prev == bytes(entry.leaf_hash)


def test_an_entry_its_opening_and_its_place_in_the_queue_are_written_together() -> None:
    chain = open_chain()
    appended = append(chain.pk, SAID)
    entry = Entry.objects.get(chain=chain)
    assert (entry.seq, bytes(entry.leaf_hash), entry.recorded_at) == (0, appended.leaf_hash, appended.recorded_at)
    assert entry.opening.fields["note"].keys() == {"salt", "value"}
    assert entry.opening.fields["note"]["value"] == "Ring twice"
    assert [bytes(queued.leaf) for queued in QueuedLeaf.objects.all()] == [bytes(entry.leaf)]


def test_a_private_key_is_random_and_a_public_one_follows_from_the_name() -> None:
    keys = {bytes(chain.key or b"") for chain in (open_chain(), open_chain(), *open_chains(3))}
    append_public("moderation", SAID)
    public = Chain.objects.get(name="moderation")
    assert len(keys) == 5
    assert bytes(public.key or b"") == public_key_of("moderation")
    assert bytes(public.chain_id) == chain_id_of(public_key_of("moderation"))


def test_entries_are_linked() -> None:
    chain = open_chain()
    for _ in range(4):
        append(chain.pk, SAID)
    assert_linked(chain)


@pytest.mark.django_db(transaction=True)
def test_r46_a_rollback_leaves_nothing(order: Any) -> None:
    before = queue_length()
    with pytest.raises(Wanted), transaction.atomic():
        append(order.chain_id, SAID)
        append_public("moderation", SAID)
        write_stories([(chain, [SAID]) for chain in open_chains(2)])
        raise Wanted
    assert (queue_length(), Entry.objects.count(), Opening.objects.count()) == (before, 1, 1)
    assert list(Chain.objects.values_list("pk", flat=True)) == [order.chain_id]


def test_times_come_from_the_database_not_from_here() -> None:
    with time_machine.travel("2001-01-01T00:00:00Z", tick=True):
        appended = append(open_chain().pk, SAID)
    assert abs((rows("SELECT clock_timestamp()")[0][0] - appended.recorded_at).total_seconds()) < 60


def test_at_is_what_was_claimed_else_when_it_was_recorded() -> None:
    chain = open_chain()
    now = append(chain.pk, SAID).recorded_at
    append(chain.pk, Statement("order.status", {}, at=now - timedelta(days=3)))
    first, second = payloads(chain)
    assert first["at"] // 1000 == seconds(now)
    assert second["at"] // 1000 == seconds(now - timedelta(days=3))


def ahead(chain: Chain, by: timedelta) -> None:
    """Have the last entry of a chain recorded later than now, as by a server whose clock was ahead."""
    entry = chain.entries.latest("seq")
    later = entry.recorded_at + by
    leaf = {**json.loads(bytes(entry.leaf)), "ts": seconds(later)}
    text = json.dumps(leaf, separators=(",", ":"), sort_keys=True).encode()
    rewrite(
        "UPDATE ledger_entry SET recorded_at = %s, leaf = %s, leaf_hash = %s WHERE id = %s",
        later, text, hash_leaf(text), entry.pk, tables=("ledger_entry",),
    )  # fmt: skip


@pytest.mark.parametrize("seconds_ahead", [0.5, 30])
def test_times_never_fall_even_where_the_clock_does(seconds_ahead: float) -> None:
    """A database that takes over with a clock behind that of the one before must not stop the orders."""
    chain = open_chain()
    append(chain.pk, SAID)
    ahead(chain, timedelta(seconds=seconds_ahead))
    appended = append(chain.pk, SAID)
    assert appended.recorded_at == chain.entries.get(seq=0).recorded_at
    assert_linked(chain)


def test_a_public_chain_bears_a_clock_that_falls() -> None:
    append_public("moderation", SAID)
    ahead(Chain.objects.get(name="moderation"), timedelta(seconds=30))
    extend_public({"moderation": [SAID, SAID]})
    assert_linked(Chain.objects.get(name="moderation"))


def test_nothing_is_added_to_a_chain_that_was_forgotten() -> None:
    chain = open_chain()
    append(chain.pk, SAID)
    forget_chains([chain.pk], reason="request")
    with pytest.raises(ChainForgotten):
        append(chain.pk, SAID)
    assert chain.entries.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        Statement("order.status", {"x": 1.5}),
        Statement("order.status", {"x": None}),
        Statement("order.status", {}, {"Note": "x"}),
        Statement("order.status", {}, {"note": "\ud800"}),
        Statement("order.status", {}, {"note": "\x00"}),
    ],
)
def test_what_the_format_has_no_place_for_is_a_value_error(statement: Statement) -> None:
    chain = open_chain()
    with pytest.raises(ValueError, match=r"."):
        append(chain.pk, statement)
    assert queue_length() == 0


def test_stories_in_bulk_are_the_chains_that_single_entries_make() -> None:
    chains = open_chains(3)
    write_stories([(chain, [SAID] * (number + 1)) for number, chain in enumerate(chains)])
    for number, chain in enumerate(chains):
        assert chain.entries.count() == number + 1
        assert_linked(chain)
    append(chains[0].pk, SAID)
    assert_linked(chains[0])
    assert Opening.objects.count() == Entry.objects.count() == queue_length() == 7


def test_more_than_a_batch_goes_in_and_keeps_its_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "BATCH", 5)
    extend_public({"a": [SAID] * 12, "b": [SAID] * 3})
    extend_public({"b": [SAID] * 12, "a": [SAID]})
    assert [Entry.objects.filter(chain__name=name).count() for name in "ab"] == [13, 15]
    for name in "ab":
        assert_linked(Chain.objects.get(name=name))
    queued = [bytes(leaf) for leaf in QueuedLeaf.objects.order_by("pk").values_list("leaf", flat=True)]
    for name in "ab":
        own = [bytes(leaf) for leaf in Entry.objects.filter(chain__name=name).order_by("seq").values_list("leaf", flat=True)]
        assert [leaf for leaf in queued if leaf in own] == own


def test_openings_in_bulk_belong_to_their_entries() -> None:
    write_stories([(chain, [Statement("x", {"n": n}, {"note": f"{n}"})]) for n, chain in enumerate(open_chains(4))])
    for entry in Entry.objects.select_related("opening"):
        assert entry.opening.fields["note"]["value"] == str(json.loads(bytes(entry.payload))["data"]["n"])


@pytest.mark.django_db(transaction=True)
def test_r32_fifty_writers_on_public_chains_leave_no_gap() -> None:
    @transaction.atomic
    def write(number: int) -> None:
        if number % 5:
            append_public(f"chain {number % 3}", SAID, SAID)
        else:
            extend_public({name: [SAID] for name in ("chain 2", "chain 0", "chain 1")})

    failed = [result for result in at_once(*[lambda n=n: write(n) for n in range(50)]) if isinstance(result, Exception)]
    assert not failed
    assert Entry.objects.count() == 40 * 2 + 10 * 3 == queue_length()
    for chain in Chain.objects.all():
        assert_linked(chain)


@pytest.mark.django_db(transaction=True)
def test_two_that_open_several_chains_at_once_do_not_wait_for_one_another() -> None:
    """One is stopped between opening `a` and locking `b`, which is there by then; the other locks `b` and opens `a`."""
    with psycopg.connect(database_url()) as first, psycopg.connect(database_url()) as second, ThreadPoolExecutor(2) as pool:
        open_by_hand(first, "b")
        open_by_hand(second, "c")
        one = pool.submit(extend, "a", "b", "c")
        wait_for(1)
        first.commit()
        time.sleep(0.2)
        other = pool.submit(extend, "a", "b")
        wait_for(2)
        second.commit()
        one.result()
        other.result()
    assert [Entry.objects.filter(chain__name=name).count() for name in "abc"] == [2, 2, 1]


def extend(*names: str) -> None:
    try:
        with transaction.atomic():
            extend_public({name: [SAID] for name in names})
    finally:
        connection.close()


def open_by_hand(other: psycopg.Connection, name: str) -> None:
    key = public_key_of(name)
    other.execute("INSERT INTO ledger_chain (name, key, chain_id) VALUES (%s, %s, %s)", [name, key, chain_id_of(key)])


def wait_for(number: int) -> None:
    """Return when so many wait for a lock."""
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    for _ in range(100):
        if rows(waiting)[0][0] >= number:
            return
        time.sleep(0.02)
    raise AssertionError(f"nobody waits, where {number} should")


@pytest.mark.django_db(transaction=True)
def test_r32_a_public_chain_is_opened_once_by_many() -> None:
    @transaction.atomic
    def write() -> int:
        return append_public("moderation", SAID)[0].seq

    assert sorted(at_once(*[write] * 12)) == list(range(12))
    assert_linked(Chain.objects.get(name="moderation"))


@pytest.mark.django_db(transaction=True)
def test_r37_a_transaction_that_stays_open_holds_up_its_own_chain_alone() -> None:
    held, free = open_chain(), open_chain()
    with transaction.atomic():
        append_public("held", SAID)
        append_public("free", SAID)
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT 1 FROM ledger_chain WHERE name = 'held' FOR NO KEY UPDATE")
        other.execute("SELECT 1 FROM ledger_chain WHERE id = %s FOR NO KEY UPDATE", [held.pk])
        other.execute("INSERT INTO ledger_queue (leaf, leaf_hash, queued_at) VALUES ('x', 'y', now())")
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
            append(free.pk, SAID)
            append_public("free", SAID)
            append_public("new", SAID)
        other.rollback()
    assert Entry.objects.count() == 5


def test_hidden_words_are_open_to_nobody_and_stay_in_place(log: SealedLog) -> None:
    said = [
        Statement("review.publish", {"review": n}, {"title": "T", "actor": "user:1"}, public=frozenset({"title"})) for n in "12"
    ]
    append_public("vendor:x/reviews", *said)
    assert services.conceal("vendor:x/reviews", review="1") == 1
    first, second = Opening.objects.order_by("entry__seq")
    assert [first.fields["title"].get("public"), second.fields["title"].get("public")] == [None, True]
    assert first.fields["title"]["value"] == "T"


def test_erasing_fields_takes_those_alone_and_is_itself_in_the_log() -> None:
    chain = open_chain()
    append(chain.pk, Statement("order.status", {}, {"note": "N", "ref": "R", "actor": "A"}))
    append(chain.pk, Statement("order.status", {}, {"ref": "R"}))
    assert services.erase_fields([chain.pk], names=["note", "actor"], reason="request") == 1
    assert [sorted(entry.opening.fields) for entry in chain.entries.order_by("seq").select_related("opening")] == [
        ["ref"],
        ["ref"],
    ]
    (said,) = payloads(Chain.objects.get(name="erasure"))
    assert (said["kind"], said["data"]) == ("erasure", {"entries": 1, "chains": 0, "reason": "request"})


def test_an_erasure_of_nothing_is_not_told() -> None:
    chain = open_chain()
    append(chain.pk, Statement("order.status", {}, {"ref": "R"}))
    assert services.erase_fields([chain.pk], names=["note"], reason="request") == 0
    assert not Chain.objects.filter(name="erasure").exists()


def test_forgetting_takes_keys_and_openings_of_private_chains_alone() -> None:
    chain = open_chain()
    append(chain.pk, SAID)
    append_public("moderation", SAID)
    public = Chain.objects.get(name="moderation")
    assert services.forget_chains([chain.pk], reason="court") == 1
    assert Chain.objects.get(pk=chain.pk).key is None
    assert not Opening.objects.filter(entry__chain=chain).exists()
    assert Chain.objects.get(pk=public.pk).key is not None
    assert Opening.objects.filter(entry__chain=public).exists()


@pytest.mark.django_db(transaction=True)
def test_of_two_that_forget_the_lock_one_is_refused_by_the_database() -> None:
    chain = open_chain()

    def write() -> None:
        with transaction.atomic():
            append(chain.pk, SAID)
            time.sleep(0.2)

    results = at_once(write, write)
    assert sorted(type(result).__name__ for result in results) == ["IntegrityError", "NoneType"]
    assert chain.entries.count() == 1 == queue_length()


def test_the_empty_tree_has_the_standards_root() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
