"""What became of every row that was read."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class FileTally:
    """One file's rows: each is imported, or refused under one reason."""

    read: int = 0
    imported: int = 0
    refused: Counter[str] = field(default_factory=Counter)

    @property
    def is_balanced(self) -> bool:
        """Whether every row that was read is accounted for, once."""
        return self.read == self.imported + self.refused.total()


class Tally:
    """The rows of all files, what was written from them, and the flags that entries carry."""

    def __init__(self) -> None:
        self.files: dict[str, FileTally] = {}
        self.written: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()

    def read(self, file: str, rows: int = 1) -> None:
        """Count rows that were read."""
        self._of(file).read += rows

    def imported(self, file: str, rows: int = 1) -> None:
        """Count rows that something was written from."""
        self._of(file).imported += rows

    def refuse(self, file: str, reason: str, rows: int = 1) -> None:
        """Count rows that nothing was written from, and why."""
        if rows:
            self._of(file).refused[reason] += rows

    def settle(self, file: str, outcome: str | None, rows: int = 1) -> None:
        """Count rows as imported (None) or refused under a reason."""
        if outcome is None:
            self.imported(file, rows)
        else:
            self.refuse(file, outcome, rows)

    def add(self, other: "Tally") -> None:
        """Add what a batch came to, once it is committed."""
        for name, file in other.files.items():
            mine = self._of(name)
            mine.read += file.read
            mine.imported += file.imported
            mine.refused += file.refused
        self.written += other.written
        self.flags += other.flags

    @property
    def refused(self) -> dict[str, int]:
        """Refused rows by reason, over all files, the most frequent first."""
        total: Counter[str] = Counter()
        for file in self.files.values():
            total += file.refused
        return dict(sorted(total.items(), key=lambda pair: (-pair[1], pair[0])))

    def unbalanced(self) -> list[str]:
        """Return the files whose sums do not meet: empty unless the importer is wrong."""
        return [name for name, file in self.files.items() if not file.is_balanced]

    def report(self) -> dict[str, Any]:
        """Return everything as JSON values."""
        files = {
            name: {"read": file.read, "imported": file.imported, "refused": dict(sorted(file.refused.items()))}
            for name, file in self.files.items()
        }
        return {"files": files, "written": dict(sorted(self.written.items())), "flags": dict(sorted(self.flags.items()))}

    def _of(self, file: str) -> FileTally:
        return self.files.setdefault(file, FileTally())
