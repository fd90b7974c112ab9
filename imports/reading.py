"""CSV files that nobody promised to be tidy: a broken file is named, a broken row is counted."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from common.errors import DomainError
from imports.tally import Tally

Row = dict[str, str]
BROKEN_ROW = "broken_row"
NOT_UTF8 = "not_utf8"
_ID = re.compile(r"[0-9a-z_-]{1,32}")
_UNDECODED = re.compile("[\udc80-\udcff]")  # how `surrogateescape` marks bytes that are not UTF-8


class UnreadableFile(DomainError):
    """A file is missing, lacks a column, or is no CSV at all."""

    code = "unreadable_file"
    title = "This file cannot be read"


@dataclass(frozen=True)
class Table:
    """A file of the source: its name, the columns that are read, and which of them are identifiers."""

    file: str
    columns: tuple[str, ...]
    ids: tuple[str, ...] = ()


def read_rows(folder: Path, table: Table, tally: Tally) -> Iterator[Row]:
    """Yield the sound rows of a file, values stripped; count every row, and those that are not sound as refused.

    A row is sound with as many fields as the header, in UTF-8, without NUL, and with identifiers of 1 to 32 small letters,
    digits, `-` and `_`. Raises UnreadableFile.
    """
    path = folder / table.file
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
            reader = csv.reader(file)
            header = [name.strip() for name in next(reader, [])]
            if missing := [name for name in table.columns if name not in header]:
                raise UnreadableFile(f"{path}: no column {', '.join(missing)}")
            for fields in reader:
                if fields:
                    tally.read(table.file)
                    row = dict(zip(header, map(str.strip, fields), strict=False))
                    if fault := _fault(fields, header, row, table):
                        tally.refuse(table.file, fault)
                    else:
                        yield row
    except OSError as error:
        raise UnreadableFile(f"{path}: {error.strerror or error}") from error
    except csv.Error as error:
        raise UnreadableFile(f"{path}, near line {reader.line_num}: {error}") from error


def _fault(fields: list[str], header: list[str], row: Row, table: Table) -> str | None:
    text = "".join(fields)
    if not text.isascii() and _UNDECODED.search(text):
        return NOT_UTF8
    if len(fields) != len(header) or "\0" in text:
        return BROKEN_ROW
    return None if all(_ID.fullmatch(row[name]) for name in table.ids) else BROKEN_ROW
