"""Where files lie on a machine's own disk."""

from contextlib import suppress

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
