"""What a backup says of itself: what it was made of, and a checksum of each of its files."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from operations.contents import Contents

FORMAT = "trusttrack-backup/v1"
NAME = "manifest.json"


class BackupDamaged(RuntimeError):
    """A file of the backup is missing or is not what was written; the message names it."""


@dataclass(frozen=True)
class Head:
    """The log as it was signed last: `note` is what the public was given."""

    origin: str
    size: int
    root: str
    note: str


@dataclass(frozen=True)
class Manifest:
    """All that is to be known of a backup without unpacking it. It holds nothing personal and no secret."""

    made_at: str
    server: str
    roles: list[str]
    migrations: dict[str, str]
    contents: Contents
    log: Head | None
    counts: dict[str, int]
    files: dict[str, str] = field(default_factory=dict)

    def write(self, folder: Path) -> None:
        """Write it beside the files that it speaks of."""
        (folder / NAME).write_text(json.dumps({"format": FORMAT, **asdict(self)}, indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        """Return the manifest of a backup whose files are all as they were written. Raises BackupDamaged."""
        try:
            content = json.loads((folder / NAME).read_text())
        except (OSError, ValueError) as error:
            raise BackupDamaged(f"{folder / NAME} cannot be read: {error}") from error
        if content.pop("format", "") != FORMAT:
            raise BackupDamaged(f"{folder} is no {FORMAT}")
        for name, wanted in content["files"].items():
            if not (folder / name).is_file() or checksum(folder / name) != wanted:
                raise BackupDamaged(f"{folder / name} is missing or has another SHA-256 than the manifest says")
        return cls(**content | {"contents": Contents(**content["contents"]), "log": _head(content["log"])})

    @property
    def time(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at)


def _head(content: dict[str, Any] | None) -> Head | None:
    return Head(**content) if content else None


def checksum(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
