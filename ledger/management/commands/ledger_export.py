"""`manage.py ledger_export`: the log as files, for a bucket, a mirror or a CDN."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from common.rendering import as_json
from ledger.policy import current_policy
from ledger.reads import cosigned_notes, published_note
from ledger.tiles import HEIGHT, WIDTH, tile_number
from ledger.views import entry_bundle, hash_tile


class Command(BaseCommand):
    """Writes what `/log/v1/` serves under the same names. Whole tiles never change, so they are written once."""

    help = (
        "Write checkpoint, policy, tiles and entries as files, into a folder or (--storage) under log/v1/ of the upload storage."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        target = parser.add_mutually_exclusive_group(required=True)
        target.add_argument("folder", nargs="?", type=Path)
        target.add_argument("--storage", action="store_true", help="Where STORAGE_URL points, for instance a bucket.")

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        """Tiles first, the checkpoint last: whoever reads meanwhile finds what the checkpoint needs."""
        newest = published_note(current_policy())
        if newest is None:
            raise CommandError("Nothing is sealed yet.")
        target = FileSystemStorage(location=folder) if folder else default_storage
        prefix = "" if folder else "log/v1/"
        names = list(_tiles(newest.size))
        written = sum(_write_tile(target, prefix, *name) for name in tqdm(names, unit="tile", disable=None))
        _replace(target, f"{prefix}policy", current_policy().text().encode())
        notes = [found.note for found in cosigned_notes(since=0, limit=newest.size)]
        _replace(target, f"{prefix}checkpoints", as_json(notes).encode())
        _replace(target, f"{prefix}checkpoint", newest.note.encode())
        self.stdout.write(f"{newest.size} leaves: {written} tiles written, {len(names) - written} were there.")


def _tiles(size: int) -> Any:
    """Yield (level or -1 for entries, index, width) of every tile of a tree."""
    for level in (-1, *range(8)):
        count = size >> (max(level, 0) * HEIGHT)
        for index in range(-(-count // WIDTH)):
            yield level, index, min(WIDTH, count - index * WIDTH)


def _write_tile(target: Storage, prefix: str, level: int, index: int, width: int) -> bool:
    """Write a tile where it is missing; say whether it was."""
    kind = "entries" if level < 0 else str(level)
    name = f"{prefix}tile/{kind}/{tile_number(index)}" + ("" if width == WIDTH else f".p/{width}")
    if target.exists(name):
        return False
    data = entry_bundle(index, width) if level < 0 else hash_tile(level, index, width)
    if data is None:
        raise CommandError(f"{name} is not stored; run ledger_audit.")
    target.save(name, ContentFile(data))
    return True


def _replace(target: Storage, name: str, data: bytes) -> None:
    """Put a file in the place of the one that is there; on a disk without a moment in which there is none."""
    if isinstance(target, FileSystemStorage):
        path = Path(target.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.new")
        fresh.write_bytes(data)
        fresh.replace(path)
        return
    target.delete(name)
    target.save(name, ContentFile(data))
