"""A log looked through from end to end by the code of the independent verifier: ledger/ is not asked whether it is right."""

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from trusttrack_verify.encoding import decode_base64
from trusttrack_verify.merkle import Frontier, leaf_hash, perfect_root
from trusttrack_verify.policy import Policy, parse_policy

from tests.sealer.house import ORIGIN, House

HASH, WIDTH = 32, 256


@dataclass(frozen=True)
class Looked:
    """How much was looked at."""

    entries: int
    leaves: int
    queued: int  # still, such as an index of the slots that was made when the sealers were told to end
    checkpoints: int
    notes: int
    chains: int


def check_log(house: House) -> Looked:
    """Fail unless the log holds all entries once (or the queue does), in order, and every root, note and tile is right."""
    leaves = house.query("SELECT index, leaf, leaf_hash FROM ledger_leaf ORDER BY index")
    hashes = [bytes(stored) for _, _, stored in leaves]
    assert [index for index, _, _ in leaves] == list(range(len(leaves))), "the indexes have a gap"
    assert all(leaf_hash(bytes(leaf)) == stored for (_, leaf, _), stored in zip(leaves, hashes, strict=True))
    assert max(Counter(hashes).values()) == 1, "a leaf is in the log twice"
    entries = house.query("SELECT chain_id, seq, leaf_hash FROM ledger_entry ORDER BY chain_id, seq")
    queued = [bytes(found) for (found,) in house.query("SELECT leaf_hash FROM ledger_queue")]
    assert sorted(bytes(found) for _, _, found in entries) == sorted(hashes + queued), "log and entries are not the same"
    roots = roots_of(hashes)
    checkpoints = house.query("SELECT size, root FROM ledger_checkpoint ORDER BY size")
    assert all(roots[size] == bytes(root) for size, root in checkpoints), "a checkpoint is not the root of its leaves"
    notes = house.query("SELECT size, note FROM ledger_signedcheckpoint ORDER BY size")
    check_notes(notes, roots, policy_of(house))
    assert {size for size, _ in notes} <= {size for size, _ in checkpoints}
    chains = check_chains(entries, {found: index for index, found in enumerate(hashes + queued)})
    check_tiles(house, hashes)
    return Looked(len(entries), len(leaves), len(queued), len(checkpoints), len(notes), chains)


def roots_of(hashes: Iterable[bytes]) -> list[bytes]:
    """Return the root of every size, from the empty tree on."""
    frontier = Frontier()
    roots = [frontier.root()]
    for one in hashes:
        frontier.add(one)
        roots.append(frontier.root())
    return roots


def policy_of(house: House) -> Policy:
    """Return a policy with the keys that the log says are its own."""
    keys = house.query("SELECT vkey FROM ledger_logkey")
    return parse_policy("".join(f"log {vkey} https://{ORIGIN}\n" for (vkey,) in keys) + "quorum none\n")


def check_notes(notes: Iterable[tuple[Any, ...]], roots: list[bytes], policy: Policy) -> None:
    """Fail unless each note is signed and says the root of its size."""
    for size, note in notes:
        said = policy.open(note, ORIGIN).checkpoint
        assert (said.size, said.root) == (size, roots[size]), f"the note of {size} says something else"


def check_chains(entries: Iterable[tuple[Any, ...]], places: Mapping[bytes, int]) -> int:
    """Fail unless every chain is gap-free and stands in the log in its own order; return how many there are."""
    count = 0
    for chain, group in itertools.groupby(entries, key=lambda row: row[0]):
        rows = list(group)
        count += 1
        assert [seq for _, seq, _ in rows] == list(range(len(rows))), f"chain {chain} has a gap"
        indexes = [places[bytes(found)] for _, _, found in rows]
        assert indexes == sorted(indexes), f"chain {chain} stands in the log in another order"
    return count


def check_tiles(house: House, hashes: list[bytes]) -> None:
    """Fail unless the tiles are those of these leaves, and no others."""
    stored = {(level, index): bytes(data) for level, index, data in house.query("SELECT level, index, data FROM ledger_tile")}
    row, level = hashes, 0
    while row:
        for index in range(-(-len(row) // WIDTH)):
            wanted = b"".join(row[index * WIDTH : (index + 1) * WIDTH])
            assert stored.pop((level, index)) == wanted, f"tile {level}/{index} is wrong"
        row = [perfect_root(row[at : at + WIDTH]) for at in range(0, len(row) - WIDTH + 1, WIDTH)]
        level += 1
    assert not stored, f"tiles that nobody needs: {list(stored)}"


def check_state(house: House) -> None:
    """Fail unless the state file has what was signed last, or a checkpoint after it that was about to be signed."""
    state = json.loads(house.state.read_text())
    roots = dict(house.query("SELECT size, root FROM ledger_checkpoint"))
    assert state["origin"] == ORIGIN
    assert bytes(roots[state["size"]]) == decode_base64(state["root"], HASH)
    assert state["size"] >= house.signed()
