"""The nightly audit: everything hashed again, from the rows of the apps to the signatures, in passes of bounded memory.

The signer looks at the right edge of the tree alone, so rot or tampering further in would pass signing and break proofs later.
Apps above hand in how their own rows are held against the log (`audit_with`), since the log knows nothing of them.
"""

import json
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import structlog
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from ledger.encoding import chain_id_of, commit_field, commit_payload, decode64, encode64, hash_leaf, hash_node, seconds, slot_of
from ledger.merkle import root_of
from ledger.models import AuditRun, Checkpoint, Entry, Leaf, SignedCheckpoint, SlotIndex
from ledger.notes import BadNote, open_note, parse_checkpoint
from ledger.policy import current_policy
from ledger.slots import slot_of_leaf, slot_tiles
from ledger.tiles import WIDTH, grown_tiles, split_hashes

CHUNK = 5_000
KEPT_FINDINGS = 100
log = structlog.get_logger(__name__)

Check = Callable[[], Generator[str, None, None]]
_more: list[Check] = []


def audit_with(check: Check) -> None:
    """Have the audit also run `check()`, which yields one line for each mismatch."""
    if check not in _more:
        _more.append(check)


@dataclass
class Findings:
    """Mismatches, the first of them in words."""

    count: int = 0
    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Note one."""
        self.count += 1
        if len(self.lines) < KEPT_FINDINGS:
            self.lines.append(line)


def audit() -> AuditRun:
    """Hash everything again, store and return what was found; each mismatch is logged as an error, which alerts."""
    findings = Findings()
    size = Leaf.objects.count()
    # Notes before the tree: what is sealed meanwhile is in the tree by the time that it is looked at.
    for check in (check_notes, check_tree, check_entries, check_slot_index, check_erasures, *_more):
        _run(check, findings)
    for line in findings.lines:
        log.error("ledger_mismatch", finding=line)
    return AuditRun.objects.create(size=size, mismatches=findings.count, findings=findings.lines)


def _run(check: Check, findings: Findings) -> None:
    """Run one check; what it cannot even read is a finding, and the others go on."""
    try:
        is_outermost = not connection.in_atomic_block
        with transaction.atomic(), closing(check()) as lines:
            if is_outermost:
                _see_one_moment()
            try:
                for line in lines:
                    findings.add(line)
            except DatabaseError:
                raise
            except Exception as error:
                findings.add(f"{check.__name__} could not go on: {error!r}")
    except DatabaseError as error:
        findings.add(f"{check.__name__} could not go on: {error!r}")


def _see_one_moment() -> None:
    """Have all queries of this transaction see the same rows: what is written between two of them is no mismatch."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")


class _Frontier:
    """The right edge of a tree that leaves are added to: its root is known after each of them."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf_hash: bytes) -> None:
        level, node = 0, leaf_hash
        while self._peaks and self._peaks[-1][0] == level:
            node = hash_node(self._peaks.pop()[1], node)
            level += 1
        self._peaks.append((level, node))
        self.size += 1

    def root(self) -> bytes:
        nodes = [node for _, node in self._peaks]
        root = nodes.pop()
        while nodes:
            root = hash_node(nodes.pop(), root)
        return root


def check_tree() -> Generator[str, None, None]:
    """Leaves, slots, tiles and checkpoints, each against the leaves before it."""
    tree, seen = _Frontier(), _Tiles()
    roots = iter(Checkpoint.objects.order_by("size").values_list("size", "root").iterator(CHUNK))
    awaited = next(roots, None)
    slots: set[bytes] = set()
    for index, leaf, leaf_hash in Leaf.objects.order_by("index").values_list("index", "leaf", "leaf_hash").iterator(CHUNK):
        if index != tree.size:
            yield f"leaf {tree.size} is missing"
            return
        found = hash_leaf(bytes(leaf))
        if found != bytes(leaf_hash):
            yield f"leaf {index} does not have the hash beside it"
        yield from _slot(index, bytes(leaf), slots)
        tree.add(found)
        yield from seen.add(found)
        while awaited is not None and awaited[0] == tree.size:
            if bytes(awaited[1]) != tree.root():
                yield f"the checkpoint of {awaited[0]} has another root than its leaves"
            awaited = next(roots, None)
    yield from seen.end()
    if awaited is not None:
        yield f"there is a checkpoint of {awaited[0]}, and only {tree.size} leaves"


def _slot(index: int, leaf: bytes, seen: set[bytes]) -> Iterator[str]:
    try:
        slot = slot_of_leaf(leaf)
    except (ValueError, KeyError, TypeError):
        yield f"leaf {index} is no leaf"
        return
    if slot in seen:
        yield f"FORK: the slot of leaf {index} was used before"
    seen.add(slot)


class _Tiles:
    """Holds the stored tiles against leaf hashes that come one after the other."""

    def __init__(self) -> None:
        self._rows: list[list[bytes]] = []
        self._counts: list[int] = []

    def add(self, node: bytes, level: int = 0) -> Iterator[str]:
        if level == len(self._rows):
            self._rows.append([])
            self._counts.append(0)
        row = self._rows[level]
        row.append(node)
        if len(row) == WIDTH:
            yield from self._compare(level)
            self._counts[level] += 1
            self._rows[level] = []
            yield from self.add(root_of(row), level + 1)

    def end(self) -> Iterator[str]:
        for level, row in enumerate(self._rows):
            if row:
                yield from self._compare(level)

    def _compare(self, level: int) -> Iterator[str]:
        index, row = self._counts[level], self._rows[level]
        with connection.cursor() as cursor:
            cursor.execute("SELECT data FROM ledger_tile WHERE level = %s AND index = %s", [level, index])
            stored = cursor.fetchone()
        if stored is None or split_hashes(bytes(stored[0]))[: len(row)] != row:
            yield f"tile {level}/{index} does not hold the hashes of its leaves"


def check_entries() -> Generator[str, None, None]:
    """Every entry: its leaf, commitment, fields and link, and that it is in the log or on the way to it."""
    rows = Entry.objects.order_by("chain_id", "seq").select_related("chain", "opening").iterator(CHUNK)
    before: Entry | None = None
    while batch := list(islice(rows, CHUNK)):
        yield from _strays(batch)
        for entry in batch:
            last = before if before is not None and before.chain_id == entry.chain_id else None
            try:
                yield from _entry(entry, last)
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                yield f"entry {entry.seq} of chain {entry.chain_id} cannot be read: {error!r}"
            before = entry
    yield from _leaves_without_entries()


def _strays(batch: list[Entry]) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT e.id FROM ledger_entry e WHERE e.id = ANY(%s)"
            " AND NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.leaf_hash = e.leaf_hash AND l.leaf = e.leaf)"
            " AND NOT EXISTS (SELECT FROM ledger_queue q WHERE q.leaf_hash = e.leaf_hash)"
            # moved from the queue to the log between the two looks
            " AND NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.leaf_hash = e.leaf_hash AND l.leaf = e.leaf)",
            [[entry.pk for entry in batch]],
        )
        for (pk,) in cursor.fetchall():
            yield f"entry {pk} is neither in the log nor on the way to it"


def _leaves_without_entries() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.index FROM ledger_leaf l WHERE NOT EXISTS (SELECT FROM ledger_entry e WHERE e.leaf_hash = l.leaf_hash)"
            " ORDER BY 1 LIMIT 100"
        )
        for (index,) in cursor.fetchall():
            yield f"leaf {index} belongs to no entry"


def _entry(entry: Entry, before: Entry | None) -> Iterator[str]:
    name = f"entry {entry.seq} of chain {entry.chain_id}"
    leaf, payload = json.loads(bytes(entry.leaf)), json.loads(bytes(entry.payload))
    chain = entry.chain
    if hash_leaf(bytes(entry.leaf)) != bytes(entry.leaf_hash):
        yield f"{name}: the leaf does not have the hash beside it"
    if leaf["ts"] != seconds(entry.recorded_at):
        yield f"{name}: recorded at another time than its leaf says"
    prev = bytes(before.leaf_hash) if before is not None else bytes(chain.chain_id)
    if entry.seq != (before.seq + 1 if before is not None else 0) or payload["seq"] != entry.seq:
        yield f"{name}: the numbers of the chain have a gap"
    elif payload["prev"] != encode64(prev) or payload["chain"] != encode64(bytes(chain.chain_id)):
        yield f"{name}: the link to the entry before is broken"
    if chain.key is not None and (
        leaf["slot"] != encode64(slot_of(bytes(chain.key), entry.seq)) or chain_id_of(bytes(chain.key)) != bytes(chain.chain_id)
    ):
        yield f"{name}: another slot than its chain gives"
    yield from _opening(name, entry, leaf, payload)


def _opening(name: str, entry: Entry, leaf: dict[str, Any], payload: dict[str, Any]) -> Iterator[str]:
    opening = getattr(entry, "opening", None)
    if opening is None:
        return
    if leaf["commit"] != encode64(commit_payload(bytes(opening.salt), bytes(entry.payload))):
        yield f"{name}: the payload is not what was committed to"
    for field_name, one in opening.fields.items():
        if payload["fields"].get(field_name) != encode64(commit_field(decode64(one["salt"]), field_name, one["value"])):
            yield f"{name}: the field {field_name} is not what was committed to"


def check_notes() -> Generator[str, None, None]:
    """Every signed note: signatures, origin and root; and every cosignature by a witness of the policy."""
    policy = current_policy()
    for signed in SignedCheckpoint.objects.order_by("size").prefetch_related("cosignatures").iterator(CHUNK):
        name = f"the signed note of {signed.size}"
        try:
            body, valid = open_note(signed.note, policy.verifiers)
            tree = parse_checkpoint(body)
            for one in signed.cosignatures.all():
                open_note(f"{body}\n{one.line}", policy.verifiers)
        except BadNote as error:
            yield f"{name}: {error}"
            continue
        if tree.origin != settings.LEDGER_ORIGIN or not any(key in valid for key in policy.keys):
            yield f"{name} is not signed by this log"
        elif tree.size != signed.size or not Checkpoint.objects.filter(size=tree.size, root=tree.root).exists():
            yield f"{name} has another root than its checkpoint"


def check_slot_index() -> Generator[str, None, None]:
    """The newest slot index against the slots of its leaves."""
    index = SlotIndex.objects.order_by("-size").select_related("entry").first()
    if index is None:
        return
    leaves = Leaf.objects.filter(index__lt=index.size).values_list("leaf", flat=True).iterator(CHUNK)
    slots = sorted(slot_of_leaf(bytes(leaf)) for leaf in leaves)
    hashes = [hash_leaf(slot) for slot in slots]
    root = root_of(hashes)
    said = json.loads(bytes(index.entry.payload))["data"]
    if root != bytes(index.root) or said != {"root": encode64(root), "size": index.size}:
        yield f"the slot index of {index.size} has another root than its slots"
    stored = dict(_slot_tiles(index.size))
    wanted = {**slot_tiles(slots), **grown_tiles(0, hashes, lambda level, number: b"")}
    for key in wanted.keys() | stored.keys():
        if stored.get(key) != wanted.get(key):
            yield f"tile {key[0]}/{key[1]} of the slot index of {index.size} does not hold what it should"


def _slot_tiles(size: int) -> list[tuple[tuple[int, int], bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT level, index, data FROM ledger_slottile WHERE size = %s", [size])
        return [((level, index), bytes(data)) for level, index, data in cursor.fetchall()]


def check_erasures() -> Generator[str, None, None]:
    """What was erased, against what the log says was: in no chain more entries, and no more chains than it says."""
    said: Counter[str] = Counter()
    forgotten = 0
    for entry in Entry.objects.filter(chain__name="erasure").select_related("opening"):
        forgotten += json.loads(bytes(entry.payload))["data"]["chains"]
        for chain, count in json.loads(entry.opening.fields["what"]["value"]).items():
            said[chain] = max(said[chain], count)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.chain_id, count(*) FROM ledger_entry e JOIN ledger_chain c ON c.id = e.chain_id"
            " LEFT JOIN ledger_opening o ON o.entry_id = e.id WHERE o.entry_id IS NULL"
            " OR (SELECT count(*) FROM jsonb_object_keys(o.fields))"
            " < (SELECT count(*) FROM jsonb_object_keys(convert_from(e.payload, 'UTF8')::jsonb -> 'fields')) GROUP BY 1"
        )
        for chain_id, count in cursor.fetchall():
            chain = encode64(bytes(chain_id))
            if count > said[chain]:
                yield f"chain {chain}: {count} entries had openings deleted, and the log says so of {said[chain]}"
        cursor.execute("SELECT count(*) FROM ledger_chain WHERE key IS NULL")
        without_key = cursor.fetchone()[0]
    if without_key > forgotten:
        yield f"{without_key} chains have no key any more, and the log says so of {forgotten}"
