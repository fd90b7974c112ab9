"""Writing a zip without holding it in memory."""

from collections.abc import Iterable, Iterator, Mapping
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import orjson

CHUNK = 64 * 1024


class Archive:
    """A zip that is written file by file, each in pieces."""

    def __init__(self, file: IO[bytes]) -> None:
        self._zip = ZipFile(file, "w", ZIP_DEFLATED)

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Add a file."""
        with self._zip.open(name, "w") as target:
            for piece in pieces:
                target.write(piece)

    def write_text(self, name: str, text: str) -> None:
        """Add a file of words."""
        self.write(name, [text.encode()])

    def write_rows(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Add a JSON file with a list."""
        self.write(name, json_list(rows))


def json_list(rows: Iterable[Mapping[str, Any]], *, opens: bool = True, closes: bool = True) -> Iterator[bytes]:
    """Yield a JSON list in pieces. One that goes on over several parts opens in the first and closes in the last."""
    is_first = opens
    if opens:
        yield b"["
    for row in rows:
        yield b"\n" if is_first else b",\n"
        yield as_json(row)
        is_first = False
    if closes:
        yield b"\n]\n"


def as_json(value: Any) -> bytes:
    """Return JSON that people can read too."""
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z, default=str)


def join_parts(parts: Iterable[IO[bytes]], target: IO[bytes]) -> None:
    """Write one zip of several; files of the same name are put one after the other, in the order of the parts."""
    zips = [ZipFile(part) for part in parts]
    holders: dict[str, list[ZipFile]] = {}
    for one in zips:
        for name in one.namelist():
            holders.setdefault(name, []).append(one)
    with Archive(target) as archive:
        for name, those in sorted(holders.items()):
            archive.write(name, _pieces(name, those))


def _pieces(name: str, holders: Iterable[ZipFile]) -> Iterator[bytes]:
    for holder in holders:
        with holder.open(name) as source:
            while piece := source.read(CHUNK):
                yield piece
