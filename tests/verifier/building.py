"""A log in memory, with keys, witnesses and proofs, written from docs/log-format.md alone: it shares no code with any verifier.

`python -m tests.verifier.building OUTFILE` writes the cases of tests/verifier/cases.py as one JSON file, for any other verifier.
"""

import base64
import hashlib
import hmac
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

ORIGIN = "log.trusttrack.example/2026a"
START = 1_790_000_000
Json = dict[str, Any]


def sha256(raw: bytes) -> bytes:
    return hashlib.sha256(raw).digest()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def jcs(value: Mapping[str, Any]) -> bytes:
    """Canonical JSON, for member names in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def uint64(number: int) -> bytes:
    return number.to_bytes(8, "big")


def chain_id(key: bytes) -> bytes:
    return sha256(b"trusttrack.dev/chain/v1\n" + key)


def public_key_of(name: str) -> bytes:
    return sha256(b"trusttrack.dev/public-chain/v1\n" + name.encode())


def slot_of(key: bytes, seq: int) -> bytes:
    return hmac.new(key, b"trusttrack.dev/slot/v1\n" + uint64(seq), "sha256").digest()


def tree_root(hashes: Sequence[bytes]) -> bytes:
    """MTH of RFC 6962 §2.1 over leaf hashes."""
    if len(hashes) < 2:
        return hashes[0] if hashes else sha256(b"")
    half = _half(len(hashes))
    return sha256(b"\x01" + tree_root(hashes[:half]) + tree_root(hashes[half:]))


def inclusion_path(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """PATH of RFC 6962 §2.1.1."""
    if len(hashes) == 1:
        return []
    half = _half(len(hashes))
    if index < half:
        return [*inclusion_path(index, hashes[:half]), tree_root(hashes[half:])]
    return [*inclusion_path(index - half, hashes[half:]), tree_root(hashes[:half])]


def consistency_path(size: int, hashes: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    """SUBPROOF of RFC 6962 §2.1.2."""
    if size == len(hashes):
        return [] if whole else [tree_root(hashes)]
    half = _half(len(hashes))
    if size <= half:
        return [*consistency_path(size, hashes[:half], whole=whole), tree_root(hashes[half:])]
    return [*consistency_path(size - half, hashes[half:], whole=False), tree_root(hashes[:half])]


def _half(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)


class Signer:
    """An Ed25519 key that signs notes: type 0x01 as a log, 0x04 as a witness."""

    def __init__(self, name: str, seed: bytes, kind: int) -> None:
        self.name, self.kind = name, kind
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        typed = bytes([kind]) + self._key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self._id = sha256(name.encode() + b"\n" + typed)[:4]
        self.vkey = f"{name}+{self._id.hex()}+{b64(typed)}"

    def sign(self, text: str, time: int | None = None) -> str:
        """The signature line, with its newline."""
        if time is None:
            raw = self._key.sign(text.encode())
        else:
            raw = uint64(time) + self._key.sign(f"cosignature/v1\ntime {time}\n{text}".encode())
        return f"— {self.name} {b64(self._id + raw)}\n"


@dataclass
class Entry:
    """One entry with all that its holder knows."""

    seq: int
    index: int
    leaf: bytes
    payload: bytes
    salt: bytes
    openings: dict[str, tuple[bytes, str]]

    @property
    def leaf_hash(self) -> bytes:
        return sha256(b"\x00" + self.leaf)


class Log:
    """Leaves, a key of the log's, witnesses by name; every checkpoint may be signed and cosigned at will."""

    def __init__(self, origin: str = ORIGIN, *, seed: int = 7, witnesses: Iterable[str] = ("w1",)) -> None:
        self.origin = origin
        self.signer = Signer(origin, bytes([seed] * 32), 1)
        self.witnesses = {name: Signer(f"{name}.example", bytes([41 + place] * 32), 4) for place, name in enumerate(witnesses)}
        self.leaves = list[bytes]()
        self.clock = START
        self._salts = 0

    @property
    def size(self) -> int:
        return len(self.leaves)

    def policy(self, *quorum: str) -> str:
        """The policy file; without words a group that asks for one witness."""
        lines = [f"log {self.signer.vkey} https://{self.origin}/log/v1"]
        lines += [f"witness {name} {signer.vkey}" for name, signer in self.witnesses.items()]
        lines += quorum or (f"group trusted 1 {' '.join(self.witnesses)}", "quorum trusted")
        return "\n".join(["# Whom to trust", *lines, ""])

    def append(self, leaf: bytes) -> int:
        """Log a leaf ten seconds after the last one; return its index."""
        self.leaves.append(leaf)
        self.clock += 10
        return len(self.leaves) - 1

    def strangers(self, count: int) -> None:
        """Log leaves of chains that nobody here knows."""
        for _ in range(count):
            self.append(jcs({"commit": b64(self.salt()), "slot": b64(self.salt()), "ts": self.clock, "v": 1}))

    def salt(self) -> bytes:
        """32 bytes that are new, and the same in every run."""
        self._salts += 1
        return sha256(f"salt {self._salts}".encode())

    def hashes(self, size: int | None = None) -> list[bytes]:
        return [sha256(b"\x00" + leaf) for leaf in self.leaves[:size]]

    def text(self, size: int | None = None) -> str:
        """The three lines of a checkpoint."""
        size = self.size if size is None else size
        return f"{self.origin}\n{size}\n{b64(tree_root(self.hashes(size)))}\n"

    def checkpoint(self, size: int | None = None, *, at: int | None = None, by: Iterable[str] | None = None) -> str:
        """A signed note; cosigned at `at` by the witnesses `by` (all), where `at` is given."""
        text = self.text(size)
        cosigned = "" if at is None else "".join(self.witnesses[name].sign(text, at) for name in by or self.witnesses)
        return f"{text}\n{self.signer.sign(text)}{cosigned}"

    def inclusion(self, index: int, size: int) -> list[str]:
        return [b64(step) for step in inclusion_path(index, self.hashes(size))]

    def consistency(self, first: int, second: int) -> list[str]:
        return [b64(step) for step in consistency_path(first, self.hashes(second))] if first else []

    def files(self, size: int | None = None) -> dict[str, bytes]:
        """The tiles of one size by their path below `/log/v1/`."""
        found, level, row = dict[str, bytes](), 0, self.hashes(size)
        leaves = self.leaves[:size]
        while row:
            for tile in range(0, len(row), 256):
                part = row[tile : tile + 256]
                found[f"tile/{level}/{_tile_path(tile // 256, len(part))}"] = b"".join(part)
                if level == 0:
                    entries = leaves[tile : tile + 256]
                    raw = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in entries)
                    found[f"tile/entries/{_tile_path(tile // 256, len(part))}"] = raw
            row = [tree_root(row[start : start + 256]) for start in range(0, len(row) - 255, 256)]
            level += 1
        return found


def _tile_path(number: int, width: int) -> str:
    digits = f"{number:03d}"
    digits = digits.zfill((len(digits) + 2) // 3 * 3)
    groups = [digits[place : place + 3] for place in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]]) + ("" if width == 256 else f".p/{width}")


class Chain:
    """Entries of one chain in a log."""

    def __init__(self, log: Log, key: bytes) -> None:
        self.log, self.key = log, key
        self.entries = list[Entry]()

    @property
    def id(self) -> bytes:
        return chain_id(self.key)

    def prepare(
        self,
        data: Json,
        *,
        kind: str = "order.status",
        fields: Mapping[str, str] | None = None,
        payload: Json | None = None,
        leaf: Json | None = None,
        write: Callable[[Json], bytes] = jcs,
    ) -> Entry:
        """Add the next entry without logging it. `payload` and `leaf` replace members; `write` makes the payload's bytes."""
        seq, now = len(self.entries), self.log.clock
        openings = {name: (self.log.salt(), value) for name, value in (fields or {}).items()}
        content = {
            "at": now * 1000 - 1500,
            "chain": b64(self.id),
            "data": data,
            "fields": {name: b64(_field(salt, name, value)) for name, (salt, value) in openings.items()},
            "kind": kind,
            "prev": b64(self.entries[-1].leaf_hash if seq else self.id),
            "seq": seq,
            "v": 1,
        }
        raw, salt = write({**content, **(payload or {})}), self.log.salt()
        commit = sha256(b"trusttrack.dev/entry/v1\n" + salt + raw)
        public = {"commit": b64(commit), "slot": b64(slot_of(self.key, seq)), "ts": now, "v": 1, **(leaf or {})}
        entry = Entry(seq, -1, jcs(public), raw, salt, openings)
        self.entries.append(entry)
        return entry

    def add(self, data: Json, **options: Any) -> Entry:
        """Add and log the next entry."""
        entry = self.prepare(data, **options)
        entry.index = self.log.append(entry.leaf)
        return entry


def _field(salt: bytes, name: str, value: str) -> bytes:
    return sha256(b"trusttrack.dev/field/v1\n" + salt + name.encode() + b"\n" + value.encode())


@dataclass
class Story:
    """An order in a log: its chain, the cosigned checkpoints (size → time), and the epochs of the index chain."""

    log: Log
    order: Chain
    index: Chain
    cosigned: dict[int, int] = field(default_factory=dict)
    epochs: dict[int, list[bytes]] = field(default_factory=dict)

    def cosign(self) -> None:
        """Let the witnesses cosign the log as it is, five seconds after its last leaf."""
        self.cosigned[self.log.size] = self.log.clock - 5

    def list_slots(self, **options: Any) -> int:
        """Log an epoch: all slots so far, as the root over them in their order; return its seq."""
        slots = sorted(base64.b64decode(json.loads(leaf)["slot"]) for leaf in self.log.leaves)
        root = tree_root([sha256(b"\x00" + slot) for slot in slots])
        entry = self.index.add({"size": len(slots), "root": b64(root)}, kind="index.slots", **options)
        self.epochs[entry.seq] = slots
        return entry.seq

    def bundle(
        self,
        chain: Chain | None = None,
        *,
        first: int = 0,
        last: int | None = None,
        size: int | None = None,
        epoch: int | None = -1,
    ) -> Json:
        """The bundle of the entries from `first` to `last`, under the head of `size`; `epoch` counts from the end as well."""
        chain, size = chain or self.order, size or self.log.size
        entries = chain.entries[first : None if last is None else last + 1]
        made: Json = {
            "format": "trusttrack-bundle/v1",
            "origin": self.log.origin,
            "chain": {"key": b64(chain.key)},
            "entries": [self.entry(entry, size) for entry in entries],
            "head": self.log.checkpoint(size, at=self.cosigned.get(size)),
            "anchors": [self.anchor(older, size) for older in self.cosigned if older < size],
        }
        if epoch is not None and self.epochs:
            made["absent"] = self.absent(slot_of(chain.key, entries[-1].seq + 1), entries[-1].seq + 1, epoch, size)
        return made

    def entry(self, entry: Entry, size: int) -> Json:
        return {
            "index": entry.index,
            "leaf": entry.leaf.decode(),
            "payload": entry.payload.decode(),
            "salt": b64(entry.salt),
            "open": {name: {"salt": b64(salt), "value": value} for name, (salt, value) in entry.openings.items()},
            "proof": self.log.inclusion(entry.index, size),
        }

    def anchor(self, older: int, size: int) -> Json:
        note = self.log.checkpoint(older, at=self.cosigned[older])
        return {"note": note, "consistency": self.log.consistency(older, size)}

    def absent(self, slot: bytes, seq: int, epoch: int, size: int) -> Json:
        """The proof that an epoch does not list a slot: the neighbours between which it would be."""
        epoch = epoch % len(self.epochs)
        slots = self.epochs[epoch]
        above = sum(known < slot for known in slots)
        pair = [self.member(slots, i) for i in (above - 1, above) if 0 <= i < len(slots)]
        return {"epoch": self.entry(self.index.entries[epoch], size), "seq": seq, "pair": pair}

    def member(self, slots: Sequence[bytes], i: int) -> Json:
        path = inclusion_path(i, [sha256(b"\x00" + slot) for slot in slots])
        return {"i": i, "slot": b64(slots[i]), "proof": [b64(step) for step in path]}

    def pin(self, size: int, seq: int) -> Json:
        """What a visit keeps that saw the log at `size` and the chain up to `seq`."""
        note = self.log.checkpoint(size, at=self.cosigned.get(size))
        return {"head": note, "seq": seq, "leafHash": b64(self.order.entries[seq].leaf_hash)}


KEY = bytes(range(32))


def new_story(*, key: bytes = KEY, **options: Any) -> Story:
    """A log with three leaves of others, cosigned once, and an order without entries."""
    log = Log(**options)
    story = Story(log, Chain(log, key), Chain(log, public_key_of("index")))
    log.strangers(3)
    story.cosign()
    return story


def tell_story(
    changes: Mapping[int, Json] | None = None,
    *,
    listing: Json | None = None,
    between: Callable[[Story], object] | None = None,
    **options: Any,
) -> Story:
    """An order of six entries: logged among others' leaves, cosigned now and then, all slots listed at the end.

    `changes` are options of `Chain.prepare` by seq, `listing` those of the epoch; `between` is done before the last entry.
    """
    story = new_story(**options)
    order, log = story.order, story.log

    def add(data: Json, **fields: str) -> None:
        order.add(data, **{"fields": fields, **(changes or {}).get(len(order.entries), {})})

    add({"from": "", "to": "placed", "by": "customer"}, actor="customer:1", ref="TT-2026-000042")
    story.cosign()
    log.strangers(2)
    add({"from": "placed", "to": "accepted", "by": "vendor", "ready_at": (START + 3600) * 1000})
    add({"from": "accepted", "to": "preparing", "by": "vendor"}, note='Zażółć 📦 by "noon"')
    story.cosign()
    log.strangers(1)
    add({"from": "preparing", "to": "ready", "by": "vendor"}, note="")
    story.cosign()
    add({"from": "ready", "to": "shipped", "by": "vendor"})
    log.strangers(1)
    if between:
        between(story)
    add({"from": "shipped", "to": "delivered", "by": "vendor"})
    story.cosign()
    story.list_slots(**(listing or {}))
    log.strangers(1)
    story.cosign()
    return story


if __name__ == "__main__":
    from tests.verifier.cases import write_cases

    write_cases(sys.argv[1])
