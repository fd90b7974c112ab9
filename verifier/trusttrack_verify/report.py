"""The result: one verdict on each property, never one for all."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

PROPERTIES = (
    "well_formed",
    "authentic",
    "chain",
    "unaltered",
    "in_order",
    "append_only",
    "witnessed",
    "time",
    "fresh",
    "complete",
)


class Status(StrEnum):
    """How a property stands. `not_proven` is honest and no alarm."""

    PROVEN = "proven"
    WARNING = "warning"
    NOT_PROVEN = "not_proven"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Verdict:
    """The verdict on one property; `code` says why it is not proven, `entry` which seq it is about."""

    property: str
    status: Status
    code: str = ""
    entry: int | None = None


@dataclass(frozen=True)
class ProvenEntry:
    """One entry as far as it is proven: content only where it was not erased and opens its commitment."""

    seq: int
    index: int
    leaf_hash: str
    ts: int
    kind: str | None
    at: int | None
    data: Mapping[str, Any] | None
    opened: Mapping[str, str]
    fields: Sequence[str]
    after: int | None
    by: int | None


@dataclass(frozen=True)
class WitnessTime:
    """When a witness of the policy cosigned the head, where it did."""

    name: str
    time: int | None


@dataclass(frozen=True)
class Report:
    """All that a verification says."""

    verdicts: tuple[Verdict, ...]
    entries: tuple[ProvenEntry, ...] = ()
    origin: str = ""
    chain_id: str = ""
    size: int = 0
    head: str = ""
    head_time: int | None = None
    witnesses: tuple[WitnessTime, ...] = ()
    searched: int = 0
    """Leaves looked through for a later entry; 0 without a valid absence proof."""

    @property
    def ok(self) -> bool:
        """Return whether no property failed."""
        return all(verdict.status is not Status.FAILED for verdict in self.verdicts)

    def verdict(self, about: str) -> Verdict:
        """Return the verdict on one property."""
        return next(verdict for verdict in self.verdicts if verdict.property == about)

    def with_verdict(self, changed: Verdict) -> "Report":
        """Return the same report with another verdict on one property."""
        return replace(self, verdicts=tuple(changed if v.property == changed.property else v for v in self.verdicts))

    def exit_code(self) -> int:
        """Return 1 where a property failed, else 2 where one warns, else 0."""
        statuses = {verdict.status for verdict in self.verdicts}
        return 1 if Status.FAILED in statuses else 2 if Status.WARNING in statuses else 0

    def as_json(self) -> dict[str, Any]:
        """Return the report as values that JSON can hold."""
        return {"ok": self.ok, **asdict(self)}


def proven(about: str) -> Verdict:
    """Return that a property holds."""
    return Verdict(about, Status.PROVEN)


def failed(about: str, code: str, entry: int | None = None) -> Verdict:
    """Return that a property does not hold."""
    return Verdict(about, Status.FAILED, code, entry)


def warning(about: str, code: str, entry: int | None = None) -> Verdict:
    """Return that a property holds less than it should."""
    return Verdict(about, Status.WARNING, code, entry)


def not_proven(about: str, code: str, entry: int | None = None) -> Verdict:
    """Return that nothing was shown for a property, and nothing against it."""
    return Verdict(about, Status.NOT_PROVEN, code, entry)


def stopped(*verdicts: Verdict) -> tuple[Verdict, ...]:
    """Return the verdicts so far, and `not_checked` for all later properties."""
    return verdicts + tuple(Verdict(about, Status.NOT_CHECKED) for about in PROPERTIES[len(verdicts) :])
