"""The history of a vendor's badge told again from the log, and what it comes to held against what the site shows."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from trusttrack_verify.canonical import is_integer
from trusttrack_verify.entries import ReadEntry
from trusttrack_verify.fetching import FetchFailed, Site
from trusttrack_verify.policy import Policy
from trusttrack_verify.public_chains import read_chain

_WORDS = {
    "badge.grant": "granted",
    "badge.renew": "renewed",
    "badge.expire": "expired",
    "badge.withdraw": "withdrawn",
}
_LIVE = {"badge.grant", "badge.renew"}
_ERASED = "erased"


@dataclass(frozen=True)
class Change:
    """One line of the history: what became of the badge, when (ms), until when (ms), and when it was recorded (s)."""

    seq: int
    what: str
    at: int | None
    until: int | None
    recorded: int


@dataclass(frozen=True)
class Outcome:
    """What the log proves and what the site shows; `until` (ms) is when the badge ends or ended, where it was not taken away.

    `entries` is how many the chain has, `searched` up to which leaf the log was looked through for more; `faults` say why the
    proof does not hold, where it does not. `erased` are entries without content.
    """

    history: Sequence[Change]
    until: int | None
    now: int
    shown: bool
    entries: int
    searched: int
    faults: Sequence[str]
    erased: Sequence[int]

    @property
    def is_verified(self) -> bool:
        """Return whether the badge is live by the history."""
        return self.until is not None and self.until > self.now * 1000

    @property
    def is_equal(self) -> bool:
        """Return whether the site shows what the log holds."""
        return self.is_verified == self.shown

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as values that JSON can hold."""
        return {
            "ok": self.is_equal and not self.faults,
            "equal": self.is_equal,
            "log": {"is_verified": self.is_verified, "until": self.until},
            "site": {"is_verified": self.shown},
            "history": [asdict(change) for change in self.history],
            "entries": self.entries,
            "searched": self.searched,
            "erased": list(self.erased),
            "faults": list(self.faults),
        }


def check_badge(slug: str, site: Site, policy: Policy, now: int) -> Outcome:
    """Tell a badge's history from the log and compare; `now` in unix seconds. Raise `FetchFailed` for a log not to be read."""
    shown = _shown(site, slug)
    chain = read_chain(site, f"vendor:{slug}/badge", policy)
    history, until, faults = tell_history(chain.entries)
    return Outcome(history, until, now, shown, len(chain.entries), chain.searched, [*chain.faults, *faults], chain.erased)


def tell_history(entries: Iterable[ReadEntry]) -> tuple[list[Change], int | None, list[str]]:
    """Return the changes, until when (ms) the badge was given last, where it was not taken away, and what does not add up."""
    history, faults = list[Change](), list[str]()
    until: int | None = None
    is_live: bool | None = False  # nothing where that was erased
    for entry in entries:
        recorded = entry.leaf.ts if entry.leaf else 0
        if entry.payload is None:
            history.append(Change(entry.seq, _ERASED, None, None, recorded))
            faults.append(f"entry {entry.seq} was erased: its content is missing, so nobody can tell what became of the badge")
            until = is_live = None
            continue
        kind, end = entry.payload.kind, entry.payload.data.get("until")
        if kind not in _WORDS or not (is_integer(end) if kind in _LIVE else end is None):
            faults.append(f"entry {entry.seq} is no change of a badge")
            continue
        if is_live is not None and is_live != (kind != "badge.grant"):
            faults.append(f"entry {entry.seq} has a badge {_WORDS[kind]} that was {'there already' if is_live else 'not there'}")
        history.append(Change(entry.seq, _WORDS[kind], entry.payload.at, end, recorded))
        until, is_live = end, kind in _LIVE
    return history, until, faults


def _shown(site: Site, slug: str) -> bool:
    vendor = site.vendor(slug)
    shown = vendor.get("is_verified") if isinstance(vendor, dict) else None
    if not isinstance(shown, bool):
        raise FetchFailed(f"{site.address} does not show whether {slug} is verified.")
    return shown
