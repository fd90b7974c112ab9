"""Giving queued leaves their place: each once, in order, all or nothing."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from ledger.encoding import Statement, hash_leaf
from ledger.integrating import INTEGRATING, PoisonedQueue, integrate
from ledger.models import Checkpoint, Entry, Leaf, QueuedLeaf, Tile, TreeState
from ledger.services import append, append_public, open_chain
from ledger.tiles import Tree
from tests.ledger.sealed import SealedLog, queue, queue_length, rows, stray_leaf, tree_size
from tests.servers import database_url
from tests.threads import at_once
from tests.verifier.building import tree_root

pytestmark = pytest.mark.django_db
SAID = Statement("policy.key", {"action": "add", "vkey": "x"})


def leaves() -> list[bytes]:
    return [bytes(leaf) for leaf in Leaf.objects.order_by("index").values_list("leaf", flat=True)]


def test_an_empty_queue_is_nothing_to_do(log: SealedLog) -> None:
    assert integrate() is None
    assert not TreeState.objects.exists()


def test_what_waited_is_in_the_tree_in_its_order(log: SealedLog) -> None:
    append_public("policy", SAID, SAID, SAID)
    wanted = [bytes(one.leaf) for one in QueuedLeaf.objects.order_by("pk")]
    head = integrate()
    assert head is not None
    assert (leaves(), queue_length()) == (wanted, 0)
    assert (head.size, head.root) == (3, tree_root([hash_leaf(leaf) for leaf in wanted]))
    assert [(one.size, bytes(one.root)) for one in Checkpoint.objects.all()] == [(3, head.root)]
    assert (tree_size(), bytes(TreeState.objects.get().root)) == (3, head.root)


def test_it_takes_a_batch_at_a_time(log: SealedLog) -> None:
    append_public("policy", *[SAID] * 10)
    sizes = []
    while head := integrate(4):
        sizes.append(head.size)
        assert head.root == tree_root([hash_leaf(leaf) for leaf in leaves()])
    assert sizes == [4, 8, 10]
    assert [one.size for one in Checkpoint.objects.order_by("size")] == [4, 8, 10]
    assert len(set(leaves())) == 10


def test_indexes_have_no_gap_and_leaves_are_those_of_the_entries(log: SealedLog) -> None:
    log.grow(5)
    integrate(2)
    log.grow(3)
    integrate()
    integrate()
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(8))
    assert set(leaves()) == {bytes(leaf) for leaf in Entry.objects.values_list("leaf", flat=True)}


@pytest.mark.django_db(transaction=True)
def test_a_low_number_that_commits_late_is_taken_by_the_next_batch(log: SealedLog) -> None:
    late = stray_leaf("late")
    with psycopg.connect(database_url()) as other:
        values = [late, hash_leaf(late)]
        other.execute("INSERT INTO ledger_queue (leaf, leaf_hash, queued_at) VALUES (%s, %s, now())", values)
        log.grow(2)
        integrate()
        assert tree_size() == 2
        other.commit()
    integrate()
    assert leaves()[2:] == [late]
    assert queue_length() == 0


@pytest.mark.django_db(transaction=True)
def test_the_order_within_a_chain_is_kept_while_many_write_and_two_integrate(log: SealedLog) -> None:
    chains = [open_chain() for _ in range(4)]

    def write(number: int) -> None:
        for _ in range(5):
            with transaction.atomic():
                connection.cursor().execute("SELECT 1 FROM ledger_chain WHERE id = %s FOR UPDATE", [chains[number % 4].pk])
                append(chains[number % 4].pk, SAID)

    def drive() -> None:
        for _ in range(20):
            integrate(7)

    results = at_once(*[lambda n=n: write(n) for n in range(8)], drive, drive)
    assert not [result for result in results if isinstance(result, Exception)]
    while integrate(7):
        pass
    places = rows("SELECT e.chain_id, e.seq, l.index FROM ledger_entry e JOIN ledger_leaf l USING (leaf_hash) ORDER BY 1, 2")
    assert len(places) == 40 == tree_size()
    for chain in chains:
        indexes = [index for pk, _, index in places if pk == chain.pk]
        assert indexes == sorted(indexes)
    assert Tree().root(40) == tree_root([hash_leaf(leaf) for leaf in leaves()])


@pytest.mark.django_db(transaction=True)
def test_of_two_integrators_one_works_and_the_other_does_not_wait(log: SealedLog) -> None:
    log.grow(3)
    with psycopg.connect(database_url()) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [INTEGRATING])
        assert integrate() is None
        assert queue_length() == 3
        other.rollback()
    assert integrate() is not None


@pytest.mark.django_db(transaction=True)
def test_a_leaf_that_is_there_already_stops_it_and_nothing_is_lost(log: SealedLog) -> None:
    log.grow(2)
    integrate()
    log.grow(1)
    queue(leaves()[0])
    before = (tree_size(), Tile.objects.get(level=0, index=0).data, Checkpoint.objects.count())
    for _ in range(2):
        with pytest.raises(PoisonedQueue):
            integrate()
    assert (tree_size(), Tile.objects.get(level=0, index=0).data, Checkpoint.objects.count()) == before
    assert queue_length() == 2


@pytest.mark.django_db(transaction=True)
def test_the_same_leaf_twice_in_one_batch_stops_it_too(log: SealedLog) -> None:
    queue(stray_leaf("x"), stray_leaf("x"))
    with pytest.raises(PoisonedQueue):
        integrate()
    assert queue_length() == 2


def test_a_hash_of_something_else_is_poison(log: SealedLog) -> None:
    log.grow(1)
    poison = QueuedLeaf.objects.create(leaf=stray_leaf("x"), leaf_hash=hash_leaf(b"y"))
    with pytest.raises(PoisonedQueue, match=f"queued leaf {poison.pk} "):
        integrate()
    assert (tree_size(), queue_length()) == (0, 2)


GOOD = stray_leaf("good")


@pytest.mark.parametrize(
    "leaf",
    [
        b"",
        b"garbage",
        b"{}",
        GOOD + b" ",
        GOOD.replace(b'"v":1', b'"v":2'),
        GOOD.replace(b'"ts":1785000000', b'"ts":1.5'),
        GOOD.replace(b'"ts":1785000000', b'"ts":9007199254740992'),
        GOOD.replace(b"=", b""),
        GOOD.replace(b'"v":1', b'"v":1,"x":1'),
        GOOD.replace(b'{"commit"', b'{"slot":"","commit"'),
        b"\xff" + GOOD,
        b" " * 70_000,
    ],
)
def test_what_is_no_leaf_is_poison(log: SealedLog, leaf: bytes) -> None:
    """Whoever may write to the queue (every web process) could put nonsense into the log, where it would stay for ever:
    the slot index could never be made again, and no monitor would be content."""
    log.grow(1)
    queue(leaf)
    with pytest.raises(PoisonedQueue):
        integrate()
    assert (tree_size(), queue_length()) == (0, 2)


@pytest.mark.django_db(transaction=True)
def test_a_crash_in_the_middle_leaves_queue_and_tree_as_they_were(log: SealedLog) -> None:
    log.grow(3)
    with psycopg.connect(database_url(), autocommit=True) as other:
        other.execute("ALTER TABLE ledger_checkpoint ADD CONSTRAINT fail CHECK (size < 3) NOT VALID")
        try:
            with pytest.raises(IntegrityError, match="fail"):
                integrate()
        finally:
            other.execute("ALTER TABLE ledger_checkpoint DROP CONSTRAINT fail")
    assert (tree_size(), Tile.objects.count(), Leaf.objects.count(), queue_length()) == (0, 0, 0, 3)
    assert integrate() is not None
