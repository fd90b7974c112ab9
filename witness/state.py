"""What the witness remembers, in one SQLite file: the last tree it cosigned of each log, and keys that it learned."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self

_TABLES = """
CREATE TABLE IF NOT EXISTS cosigned (
    origin TEXT PRIMARY KEY, size INTEGER NOT NULL, root BLOB NOT NULL, time INTEGER NOT NULL, note TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS learned (vkey TEXT PRIMARY KEY);
"""
_BUSY_SECONDS = 10.0


@dataclass(frozen=True)
class Cosigned:
    """The last checkpoint that was cosigned of a log, when, and the note as it was given back."""

    origin: str
    size: int
    root: bytes
    time: int
    note: str


class Memory:
    """The file. One thread at a time works in it; what is written is on the disk before `exclusive` ends."""

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")  # a commit is on the disk before it returns
        self._connection.executescript(_TABLES)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def exclusive(self) -> Iterator["Transaction"]:
        """Let nobody else in, in this process or another, from before what is read until what is written is durable."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._connection)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def last(self, origin: str) -> Cosigned | None:
        """Return what was cosigned last of a log."""
        with self._lock:
            return Transaction(self._connection).last(origin)

    def learned(self) -> list[str]:
        """Return the keys of logs that were learned."""
        with self._lock:
            return [row[0] for row in self._connection.execute("SELECT vkey FROM learned ORDER BY rowid")]


class Transaction:
    """Reads and writes inside `Memory.exclusive`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def last(self, origin: str) -> Cosigned | None:
        """Return what was cosigned last of a log."""
        query = "SELECT origin, size, root, time, note FROM cosigned WHERE origin = ?"
        row = self._connection.execute(query, (origin,)).fetchone()
        return Cosigned(*row) if row else None

    def keep(self, cosigned: Cosigned) -> None:
        """Put this in the place of what was cosigned last of its log."""
        values = (cosigned.origin, cosigned.size, cosigned.root, cosigned.time, cosigned.note)
        self._connection.execute("INSERT OR REPLACE INTO cosigned VALUES (?, ?, ?, ?, ?)", values)

    def learn(self, vkeys: list[str]) -> None:
        """Keep keys of logs."""
        self._connection.executemany("INSERT OR IGNORE INTO learned VALUES (?)", [(vkey,) for vkey in vkeys])
