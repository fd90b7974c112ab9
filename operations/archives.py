"""Uploads and documents as one archive each, from wherever they are stored and back."""

import io
import shutil
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db.models import FileField, Model

#: The storages that hold what people gave us, and the archive of each.
KEPT = {"default": "uploads.tar", "documents": "documents.tar"}


def stored_names(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file in a storage, a folder or a bucket alike, in order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # a folder that nothing was put into yet
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files))
    for name in sorted(folders):
        yield from stored_names(storage, f"{prefix}{name}")


def pack(storage: Storage, archive: Path) -> int:
    """Write every file of a storage into a tar archive; return how many. One that is deleted meanwhile is left out."""
    count = 0
    with tarfile.open(archive, "w") as tar:
        for name in stored_names(storage):
            try:
                with storage.open(name) as file:
                    data = file.read()
            except FileNotFoundError:
                continue
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode, entry.mtime = len(data), 0o600, int(time.time())
            tar.addfile(entry, io.BytesIO(data))
            count += 1
    return count


def unpack(archive: Path, storage: Storage) -> int:
    """Put every file of an archive under its own name; return how many. The storage checks that no name leads out of it."""
    count = 0
    with tarfile.open(archive) as tar:
        for entry in tar:
            content = tar.extractfile(entry)
            if content is None:
                continue
            if storage.exists(entry.name):
                storage.delete(entry.name)
            storage.save(entry.name, File(content))
            count += 1
    return count


def is_empty(storage: Storage) -> bool:
    """Say whether a storage holds no file."""
    return next(stored_names(storage), None) is None


def put_aside(storage: Storage) -> str:
    """Move a folder's files out of the way and return where they are. A bucket stays: its versions keep what is replaced."""
    if not isinstance(storage, FileSystemStorage) or is_empty(storage):
        return ""
    aside = Path(f"{str(storage.location).rstrip('/')}.before-{time.strftime('%Y%m%dT%H%M%S')}")
    shutil.move(storage.location, aside)
    return str(aside)


def missing_files() -> list[str]:
    """Return the files that rows name and no storage has, as `<model>: <name>`."""
    return [
        f"{model._meta.label}: {name}"
        for model, field in _file_fields()
        for name in model._default_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True).iterator()
        if name and not field.storage.exists(name)
    ]


def _file_fields() -> Iterator[tuple[type[Model], FileField]]:
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                yield model, field


def storage_of(alias: str) -> Storage:
    """Return one of the storages in KEPT."""
    return storages[alias]
