"""The history of a badge as the profile tells it: each line in words, with its entry in the public log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ledger.encoding import encode64
from ledger.models import Entry
from ledger.reads import leaf_indexes, signed_size
from vendors.badges import LIVE, chain_of
from vendors.models import BadgeChange, BadgeMove, CheckKind, CheckStatus, Vendor

_ENDED = {
    CheckStatus.EXPIRED: "ran out",
    CheckStatus.REJECTED: "was looked at again and not approved",
    CheckStatus.WITHDRAWN: "was taken back",
}

_LOST = "does not count any more"


@dataclass(frozen=True)
class BadgeLine:
    """One change of a badge, and where it stands in the log: the index and hash are there once the entry is sealed."""

    change: BadgeChange
    sequence: int
    sentence: str
    chain: str
    leaf_hash: str | None
    leaf_index: int | None

    @property
    def until(self) -> datetime | None:
        """Return until when the badge was good by this change; None where it ended."""
        return self.change.until if self.change.move in LIVE else None


def lines_of(vendor: Vendor, changes: Sequence[BadgeChange]) -> list[BadgeLine]:
    """Return a line for each of these changes, which are one page of the vendor's, the newest first."""
    if not changes:
        return []
    newest = vendor.badge_changes.filter(pk__lte=changes[0].pk).count() - 1  # rows and entries have the same numbers
    numbers = {change.pk: newest - place for place, change in enumerate(changes)}
    chain = chain_of(vendor.slug)
    entries = Entry.objects.filter(chain__name=chain, seq__in=numbers.values()).values_list("seq", "leaf_hash")
    hashes = {seq: bytes(leaf_hash) for seq, leaf_hash in entries}
    places = leaf_indexes(list(hashes.values()), below=signed_size())
    return [_line(change, numbers[change.pk], chain, hashes, places) for change in changes]


def sentence_of(change: BadgeChange) -> str:
    """Return what happened and why, in words."""
    what = CheckKind(change.check_kind).label.lower() if change.check_kind else "a check"
    if change.move == BadgeMove.GRANT and not change.check_kind:
        return "Granted: every required check was approved or waived."
    is_waiver = change.because == CheckStatus.WAIVED
    if change.move == BadgeMove.GRANT:
        return f"Granted: {what} was {'waived' if is_waiver else 'approved'}, the last of the required checks."
    if change.move == BadgeMove.RENEW:
        return f"Renewed: {what} was {'waived' if is_waiver else 'checked again'}."
    how = _ENDED.get(CheckStatus(change.because), _LOST) if change.because else _LOST
    return f"Ended: {what} {how}."


def _line(change: BadgeChange, number: int, chain: str, hashes: dict[int, bytes], places: dict[bytes, int]) -> BadgeLine:
    leaf_hash = hashes.get(number, b"")
    index = places.get(leaf_hash)
    shown = encode64(leaf_hash) if index is not None else None
    return BadgeLine(change, number, sentence_of(change), chain, shown, index)
