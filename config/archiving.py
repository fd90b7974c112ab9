"""Continuous archiving of PostgreSQL's write-ahead log into a folder, and recovery out of it (docs/operating.md)."""

import shlex
import shutil
from datetime import UTC, datetime
from pathlib import Path

from config.embedded import server_identity

PACKED = ".gz"  # a segment has 16 MB, and each minute ends one, however little is in it
ARCHIVE_SECONDS = 60  # after which a segment that is not full is archived too: what is lost at most


def make_archive(folder: Path) -> Path:
    """Make the folder of an archive, private to whom the server runs as, and return its whole path."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if server_identity() == "nobody":
        shutil.chown(folder, "nobody")
    return folder.resolve()


def archive_settings(folder: Path, *, seconds: int = ARCHIVE_SECONDS) -> tuple[str, ...]:
    """Return the server's settings with which every segment is packed into `folder`, whole under its name or not there.

    A segment that is there already is never overwritten; the same one again, as after a crash between copy and note, is fine.
    Its name is on the disk too before PostgreSQL lets go of its own.
    """
    target = f"{_quoted(folder)}/%f{PACKED}"
    copied = f"test ! -f {target} && gzip -c %p >{target}.part && sync {target}.part && mv {target}.part {target}"
    return (
        "wal_level=replica",
        "archive_mode=on",
        f"archive_timeout={seconds}",
        f"archive_command={{ gzip -dc {target} 2>/dev/null | cmp -s %p - || {{ {copied}; }}; }} && sync {_quoted(folder)}",
    )


def recovery_settings(folder: Path, *, until: datetime | None, timeline: int) -> dict[str, str]:
    """Return the settings of a recovery out of the archive, along a timeline, up to the moment `until`, or as far as it goes.

    A segment that is not there is the log's end (1); one that cannot be unpacked must not be taken for it, so it ends the
    server (above 125).
    """
    packed = f"{_quoted(folder)}/%f{PACKED}"
    moment = until.astimezone(UTC).isoformat(sep=" ") if until else ""
    target = {"recovery_target_time": moment, "recovery_target_action": "promote"} if moment else {}
    return {
        "restore_command": f"test -f {packed} || exit 1; gzip -dc {packed} >%p || exit 126",
        "recovery_target_timeline": str(timeline),
        **target,
    }


def _quoted(folder: Path) -> str:
    """As the shell reads it, after PostgreSQL has read its own %."""
    return shlex.quote(str(folder)).replace("%", "%%")
