"""Bundles: under which note, with which anchors, and what is not in the log."""

import time
from datetime import timedelta
from typing import Any

import pytest
from trusttrack_verify import parse_policy

from ledger.appending import ChainForgotten
from ledger.bundles import NotSealedYet, Told, build_bundle, tlog_proof
from ledger.encoding import Statement, chain_id_of, encode64, new_key, slot_of
from ledger.integrating import integrate
from ledger.models import Chain, SlotIndex, SlotTile
from ledger.policy import current_policy
from ledger.sealing import sign_newest
from ledger.services import append, forget_chains, open_chain
from ledger.slots import KEPT, build_index, enclosing, leaves, slot_of_leaf
from tests.ledger.sealed import ORIGIN, SealedLog, rows, statuses, tree_size
from tests.verifier.building import Signer

pytestmark = pytest.mark.django_db
SAID = Statement("order.status", {"to": "placed"}, {"note": "Ring twice"})
SECOND = Signer("w2.example", bytes([42] * 32), 4)


def told(chain: Chain) -> list[Told]:
    return [Told(entry.seq, entry) for entry in chain.entries.select_related("opening").order_by("seq")]


def bundle_of(chain: Chain, *opened: str) -> dict[str, Any]:
    return build_bundle(chain, told(chain), opened=opened)


def sizes(notes: list[Any], head: str) -> tuple[list[int], int]:
    policy = parse_policy(current_policy().text())
    return [policy.open(one["note"], ORIGIN).checkpoint.size for one in notes], policy.open(head, ORIGIN).checkpoint.size


@pytest.fixture
def chain(log: SealedLog) -> Chain:
    """A private chain of one entry, after three others."""
    log.grow(3)
    chain = open_chain()
    append(chain.pk, SAID)
    return chain


def expected(chain: Chain) -> str:
    return encode64(bytes(chain.chain_id))


def test_nothing_is_bundled_before_it_is_signed(log: SealedLog, chain: Chain) -> None:
    for _ in range(2):
        with pytest.raises(NotSealedYet):
            bundle_of(chain)
        with pytest.raises(NotSealedYet):
            tlog_proof(chain.entries.get())
        integrate()
    log.seal()
    with pytest.raises(NotSealedYet):  # the policy asks for a witness
        bundle_of(chain)
    log.cosign()
    assert bundle_of(chain)["entries"][0]["index"] == 3


def test_a_chain_without_entries_is_not_sealed(log: SealedLog, chain: Chain) -> None:
    log.prove()
    with pytest.raises(NotSealedYet):
        bundle_of(open_chain())


def test_a_forgotten_chain_has_no_bundle(log: SealedLog, chain: Chain) -> None:
    log.prove()
    forget_chains([chain.pk], reason="request")
    chain.refresh_from_db()
    with pytest.raises(ChainForgotten):
        bundle_of(chain)


def test_an_erased_field_stays_committed_to_and_all_is_proven(log: SealedLog, chain: Chain) -> None:
    log.prove()
    chain.entries.get().opening.fields.clear()
    rows("UPDATE ledger_opening SET fields = '{}' WHERE entry_id = %s RETURNING 1", chain.entries.get().pk)
    (entry,) = log.verify(bundle_of(chain, "note"), chain_id=expected(chain)).entries
    assert (list(entry.fields), dict(entry.opened)) == (["note"], {})
    assert statuses(log.verify(bundle_of(chain, "note"), chain_id=expected(chain))) == {}


def test_an_erased_entry_is_still_in_its_place(log: SealedLog, chain: Chain) -> None:
    append(chain.pk, SAID)
    log.prove()
    rows("DELETE FROM ledger_opening WHERE entry_id = %s RETURNING 1", chain.entries.get(seq=0).pk)
    report = log.verify(bundle_of(chain), chain_id=expected(chain))
    assert statuses(report) == {}
    assert [entry.kind for entry in report.entries] == [None, "order.status"]


# --- Head and anchors -------------------------------------------------------------------------------------------------


def test_each_entry_has_the_last_cosigned_tree_before_it_and_the_first_after(log: SealedLog, chain: Chain) -> None:
    """The entries stand at 3 and 11; cosigned were the trees of 2, 4, 6, … 18."""
    for size in range(2, 20, 2):
        if size == 12:
            log.grow(1)
            append(chain.pk, SAID)
        elif size > 4:
            log.grow(2)
        integrate_to(log, size)
    found, head = sizes(bundle_of(chain)["anchors"], bundle_of(chain)["head"])
    assert [entry["index"] for entry in bundle_of(chain)["entries"]] == [3, 11]
    assert (found, head) == ([2, 4, 10, 12], 18)
    assert str(log.verify(bundle_of(chain)).verdict("append_only").status) == "proven"


def integrate_to(log: SealedLog, size: int) -> None:
    """Integrate, sign and cosign at exactly this size."""
    head = integrate(size - tree_size())
    assert head is not None
    assert head.size == size
    sign_newest(log.signers, log.state, origin=ORIGIN)
    log.cosign()


def test_trees_that_nobody_cosigned_are_no_anchors(log: SealedLog, chain: Chain) -> None:
    log.seal()
    log.grow(1)
    log.seal()
    log.cosign()
    assert bundle_of(chain)["anchors"] == []


def test_a_newer_tree_that_nobody_cosigned_yet_is_not_the_head(log: SealedLog, chain: Chain) -> None:
    log.prove()
    log.grow(1)
    log.seal()
    assert statuses(log.verify(bundle_of(chain), chain_id=expected(chain))) == {}


def test_the_head_bears_the_newest_time_and_anchors_the_earliest(log: SealedLog, chain: Chain) -> None:
    log.seal()
    first = log.cosign()
    log.cosign(at=first + 100)
    log.grow(1)
    log.seal()
    log.cosign(at=first + 200)
    log.cosign(at=first + 210)
    report = log.verify(bundle_of(chain))
    assert (report.entries[0].by, report.head_time) == (first, first + 210)


def test_on_a_quiet_log_the_last_entries_are_not_late(log: SealedLog, chain: Chain) -> None:
    """A witness saw the tree at once, and is asked again every few minutes so that it stays fresh."""
    log.seal()
    log.cosign()
    log.cosign(at=int(time.time()) + 3600)
    report = log.verify(bundle_of(chain), chain_id=expected(chain), now=int(time.time()) + 3600)
    assert statuses(report) == {"complete": "no_absence_proof"}


def test_what_is_back_dated_shows_by_the_tree_before_it(log: SealedLog, chain: Chain) -> None:
    log.seal()
    log.cosign(at=int(time.time()) + 1000)
    append(chain.pk, SAID)
    log.seal()
    log.cosign(at=int(time.time()) + 1010)
    assert statuses(log.verify(bundle_of(chain)))["time"] == "back_dated"


def test_what_was_sealed_long_after_it_was_recorded_is_late(log: SealedLog, chain: Chain) -> None:
    log.seal()
    log.cosign(at=int(time.time()) + 400)
    assert statuses(log.verify(bundle_of(chain)))["time"] == "late"


@pytest.fixture
def two_of_two(log: SealedLog, settings: Any) -> SealedLog:
    """A log whose policy asks for both of two witnesses."""
    settings.LEDGER_WITNESSES += f"; {SECOND.vkey} https://w2.example independent"
    settings.LEDGER_QUORUM = 2
    return log


def cosign_by_both(log: SealedLog) -> None:
    log.cosign()
    log.cosign(by=SECOND)


def test_where_two_are_asked_for_both_are_in_the_bundle(two_of_two: SealedLog, chain: Chain) -> None:
    two_of_two.seal()
    cosign_by_both(two_of_two)
    two_of_two.index()
    cosign_by_both(two_of_two)
    assert statuses(two_of_two.verify(bundle_of(chain), chain_id=expected(chain))) == {}


def test_a_tree_that_one_of_two_cosigned_is_passed_over_for_one_that_both_did(two_of_two: SealedLog, chain: Chain) -> None:
    """While the second witness answers, the proof is still the one from before."""
    two_of_two.seal()
    cosign_by_both(two_of_two)
    two_of_two.grow(1)
    two_of_two.seal()
    two_of_two.cosign()
    assert "witnessed" not in statuses(two_of_two.verify(bundle_of(chain), chain_id=expected(chain)))


def test_where_two_are_asked_for_an_anchor_is_one_that_both_cosigned(two_of_two: SealedLog, chain: Chain) -> None:
    """A tree that one of them saw says nothing about the time; the next, which both saw, does."""
    two_of_two.seal()
    two_of_two.cosign()
    two_of_two.grow(1)
    two_of_two.seal()
    at = two_of_two.cosign()
    two_of_two.cosign(by=SECOND, at=at)
    two_of_two.grow(1)
    two_of_two.seal()
    for by in (two_of_two.witness, SECOND):
        two_of_two.cosign(by=by, at=at + 3600)
    report = two_of_two.verify(bundle_of(chain), chain_id=expected(chain), now=at + 3600)
    assert report.entries[0].by == at
    assert statuses(report) == {"complete": "no_absence_proof"}


def test_anchors_of_a_witness_that_left_are_passed_over(log: SealedLog, chain: Chain, settings: Any) -> None:
    log.seal()
    log.cosign()
    settings.LEDGER_WITNESSES = f"{SECOND.vkey} https://w2.example independent"
    log.grow(1)
    log.seal()
    at = log.cosign(by=SECOND)
    log.grow(1)
    log.seal()
    log.cosign(by=SECOND, at=at + 3600)
    assert log.verify(bundle_of(chain), now=at + 3600).entries[0].by == at


def test_an_entry_that_waits_for_its_witness_does_not_spoil_the_others(log: SealedLog, chain: Chain) -> None:
    """It is signed within a second, and cosigned ten seconds later: until then the earlier ones are proven without it."""
    log.prove()
    append(chain.pk, SAID)
    log.seal()
    report = log.verify(bundle_of(chain), chain_id=expected(chain))
    assert statuses(report).get("witnessed") != "quorum_not_met"


def test_without_a_quorum_the_time_of_any_witness_counts(log: SealedLog, chain: Chain, settings: Any) -> None:
    settings.LEDGER_QUORUM = 0
    log.prove()
    assert statuses(log.verify(bundle_of(chain), chain_id=expected(chain))) == {"witnessed": "no_quorum"}


def test_without_any_witness_it_says_so_and_nothing_fails(log: SealedLog, chain: Chain, settings: Any) -> None:
    settings.LEDGER_WITNESSES, settings.LEDGER_QUORUM = "", 0
    log.seal()
    log.index()
    report = log.verify(bundle_of(chain), chain_id=expected(chain))
    assert statuses(report) == {"witnessed": "no_quorum", "time": "no_witness_time", "fresh": "no_witness_time"}
    assert report.ok


# --- What is not in the log -------------------------------------------------------------------------------------------


def taken() -> list[bytes]:
    return sorted(slot_of_leaf(leaf) for leaf in leaves(0, 10_000))


@pytest.mark.parametrize("where", ["below", "above", "between"])
def test_absence_is_proven_below_the_first_above_the_last_and_between(log: SealedLog, where: str) -> None:
    log.grow(4)
    log.seal()
    slots = taken()
    chain = chain_with(lambda key: place(slot_of(key, 1), [*slots, slot_of(key, 0)]) == where)
    append(chain.pk, SAID)
    log.prove()
    bundle = bundle_of(chain)
    assert [member["i"] for member in bundle["absent"]["pair"]] == {"below": [0], "above": [4]}.get(
        where, [member["i"] for member in bundle["absent"]["pair"]]
    )
    assert len(bundle["absent"]["pair"]) == (2 if where == "between" else 1)
    assert statuses(log.verify(bundle, chain_id=expected(chain))) == {}


def chain_with(is_wanted: Any) -> Chain:
    key = next(key for key in iter(new_key, None) if is_wanted(key))
    return Chain.objects.create(key=key, chain_id=chain_id_of(key))


def place(slot: bytes, slots: list[bytes]) -> str:
    return "below" if slot < min(slots) else "above" if slot > max(slots) else "between"


@pytest.mark.parametrize("size", [1, 2, 256, 257, 600])
def test_every_slot_has_its_neighbours(log: SealedLog, size: int) -> None:
    log.grow(size)
    log.seal()
    build_index()
    slots = taken()
    assert [member.index for member in enclosing(size, bytes(32))] == [0]
    assert [member.index for member in enclosing(size, b"\xff" * 32)] == [size - 1]
    for at in {0, size // 2, size - 2} & set(range(size - 1)):
        between = (int.from_bytes(slots[at], "big") + 1).to_bytes(32, "big")
        assert [(one.index, one.slot) for one in enclosing(size, between)] == [(at, slots[at]), (at + 1, slots[at + 1])]
    with pytest.raises(ValueError, match="taken"):
        enclosing(size, slots[size // 2])


def test_a_slot_that_is_taken_is_never_proven_absent(log: SealedLog, chain: Chain) -> None:
    """The next entry is in the log, and whoever bundles does not tell it."""
    append(chain.pk, SAID)
    log.prove()
    bundle = build_bundle(chain, told(chain)[:1], opened=())
    assert "absent" not in bundle
    assert statuses(log.verify(bundle))["complete"] == "no_absence_proof"


def test_an_index_is_made_when_the_log_grew_by_more_than_the_last(log: SealedLog) -> None:
    assert build_index() is None
    log.grow(2)
    log.seal()
    first = build_index()
    assert first is not None
    log.seal()
    assert build_index() is None
    log.grow(1)
    log.seal()
    second = build_index()
    assert second is not None
    assert (first.size, second.size) == (2, 4)


def test_the_hashes_of_old_indexes_are_forgotten_and_their_roots_kept(log: SealedLog) -> None:
    for _ in range(KEPT + 2):
        log.grow(1)
        log.seal()
        log.index()
    kept = set(SlotIndex.objects.order_by("-size").values_list("size", flat=True)[:KEPT])
    assert set(SlotTile.objects.values_list("size", flat=True)) == kept
    assert SlotIndex.objects.count() == KEPT + 2


def test_a_head_that_is_older_than_the_newest_index_has_the_index_before(log: SealedLog, chain: Chain) -> None:
    log.prove()
    older = SlotIndex.objects.latest("size")
    for _ in range(KEPT - 1):
        log.grow(1)
        log.seal()
        log.index()
    report = log.verify(bundle_of(chain), chain_id=expected(chain))
    assert (statuses(report), report.searched) == ({}, older.size)


def test_where_the_hashes_of_an_index_are_gone_there_is_still_a_bundle(log: SealedLog, chain: Chain) -> None:
    """The sealer forgets old ones while readers read; a restored database may have none."""
    log.prove()
    SlotTile.objects.all().delete()
    assert statuses(log.verify(bundle_of(chain), chain_id=expected(chain))) == {"complete": "no_absence_proof"}


def test_the_time_between_two_readings_of_one_clock_is_none(log: SealedLog, chain: Chain) -> None:
    """`at` may be long before: it is a claim, and no verdict hangs on it."""
    recorded = append(chain.pk, Statement("order.status", {}, at=chain.entries.get().recorded_at - timedelta(days=400)))
    log.prove()
    report = log.verify(bundle_of(chain), chain_id=expected(chain))
    assert statuses(report) == {}
    assert report.entries[1].ts == int(recorded.recorded_at.timestamp())
