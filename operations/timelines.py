"""Which history of a cluster leads to a moment: each recovery begins one of its own, and the archive holds them all.

PostgreSQL numbers them (timelines) and archives, as one begins, a file that says from which it came, and where it left them.
"""

import gzip
import json
from datetime import datetime
from pathlib import Path

from config.archiving import PACKED
from operations.manifest import BackupDamaged

HISTORY = f".history{PACKED}"


def begun_by(archive: Path, until: datetime | None) -> list[int]:
    """Return the timelines after the first that had begun by then (None: by now), as the times of their files tell."""
    found = [path for path in archive.glob(f"????????{HISTORY}") if until is None or path.stat().st_mtime <= until.timestamp()]
    return sorted(int(path.name.removesuffix(HISTORY), 16) for path in found)


def timeline_of(base: Path) -> int:
    """Return the timeline that a base backup was made on. Raises BackupDamaged."""
    return _end_of(base)[0]


def leads_into(base: Path, archive: Path, timeline: int) -> bool:
    """Say whether `timeline` is the base backup's own, or left it after the backup's end. Raises BackupDamaged."""
    own, end = _end_of(base)
    return own == timeline or end <= _left_at(archive, timeline).get(own, -1)


def _end_of(base: Path) -> tuple[int, int]:
    """Return a base backup's timeline and the place in the log from which it is consistent."""
    try:
        last = json.loads((base / "backup_manifest").read_text())["WAL-Ranges"][-1]
        return int(last["Timeline"]), _place(last["End-LSN"])
    except (OSError, ValueError, LookupError) as error:
        raise BackupDamaged(f"{base / 'backup_manifest'} cannot be read: {error}") from error


def _left_at(archive: Path, timeline: int) -> dict[int, int]:
    """Return where in the log `timeline`, or one it came from, left each that it came from."""
    path = archive / f"{timeline:08X}{HISTORY}"
    try:
        rows = [line.split() for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
        return {int(row[0]): _place(row[1]) for row in rows if row and not row[0].startswith("#")}
    except FileNotFoundError:
        return {}
    except (OSError, EOFError, ValueError, LookupError) as error:
        raise BackupDamaged(f"{path} cannot be read: {error}") from error


def _place(written: str) -> int:
    """Return a place in the log as a number: PostgreSQL writes its two halves in hexadecimal."""
    high, low = written.split("/")
    return (int(high, 16) << 32) + int(low, 16)
