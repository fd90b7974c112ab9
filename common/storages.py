"""Where files lie on a machine's own disk."""

import os
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
    """A private folder whose files are on the disk, not only on their way there, when they are saved."""

    def _save(self, name: str, content: "File[bytes]") -> str:
        saved = super()._save(name, content)
        path, root = Path(self.path(saved)), Path(self.location)
        folders = [folder for folder in path.parents if folder == root or root in folder.parents]
        for one in (path, *folders):
            opened = os.open(one, os.O_RDONLY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)
        return saved
