"""What was read of a site, kept in a folder, and read again from there without a network."""

from pathlib import Path
from urllib.parse import quote

from trusttrack_verify.fetching import FetchFailed, NotThere, Site

NOT_KEPT = "not_kept"  # the code of NotThere for what the folder does not know of
_MISSING = ".missing"


class RecordedSite(Site):
    """A site of which everything that is read is written into a folder; what is not there is noted too."""

    def __init__(self, url: str, folder: Path, *, allow_http: bool = False) -> None:
        """Make the folder where it is missing. Raises `FetchFailed` where it cannot be written to."""
        super().__init__(url, allow_http=allow_http)
        self._folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise FetchFailed(f"{folder} cannot be written: {error.strerror}") from error

    def get(self, path: str, limit: int) -> bytes:
        """Return what is at a path, and keep it."""
        file = _file(self._folder, path)
        try:
            content = super().get(path, limit)
        except NotThere as missing:
            file.with_name(file.name + _MISSING).write_text(missing.code, "utf-8")
            raise
        file.write_bytes(content)
        return content


class SavedSite(Site):
    """A site as a folder of RecordedSite remembers it."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; raise `FetchFailed` where there is none."""
        self.address = str(folder)
        self._folder = folder
        if not folder.is_dir():
            raise FetchFailed(f"{folder} is no folder.")

    def get(self, path: str, limit: int) -> bytes:
        """Return what was at a path; raise `NotThere` for what was missing then, and for what was not kept."""
        file = _file(self._folder, path)
        try:
            with file.open("rb") as kept:
                content = kept.read(limit + 1)
        except FileNotFoundError as error:
            raise NotThere(f"{file} was not kept.", _code(file)) from error
        except OSError as error:
            raise FetchFailed(f"{file} cannot be read: {error.strerror}") from error
        if len(content) > limit:
            raise FetchFailed(f"{file} is larger than {limit} bytes.")
        return content


def _code(file: Path) -> str:
    try:
        return file.with_name(file.name + _MISSING).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return NOT_KEPT


def _file(folder: Path, path: str) -> Path:
    """Return the one flat file of a path: no path leads out of the folder."""
    return folder / quote(path, safe="")
