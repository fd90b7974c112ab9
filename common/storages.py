"""Where files lie on a machine's own disk."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """A folder in which a file is whole or not there: what a full disk cut short is taken away again."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc, no-any-return]  # Django's own, of which the stubs know nothing
        except OSError:
            with suppress(OSError):
                self.delete(name)
            raise


class DurableFolder(Folder):
    """A private folder whose files are on the disk, not only on their way there, when they are saved.

    A name is seen only when all of its file is there, whatever ends the process or the machine. Needs a file system with hard
    links. Raises FileExistsError where somebody else saved the name meanwhile: nothing is ever overwritten.
    """

    def _save(self, name: str, content: "File[bytes]") -> str:
        path, root = Path(self.path(name)), Path(self.location)
        part = Path(self.path(super()._save(f"{name}.{secrets.token_hex(8)}.part", content)))
        try:
            _sync(part)
            os.link(part, path)  # a rename would overwrite
        finally:
            part.unlink()
        for folder in path.parents:
            if folder == root or root in folder.parents:
                _sync(folder)
        return name


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
