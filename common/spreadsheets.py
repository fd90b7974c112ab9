"""Rows for a spreadsheet."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet program would run instead of show


def csv_lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield each row as a line of CSV (RFC 4180)."""
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow([_shown(cell) for cell in row])
        yield line.getvalue().encode()


def _shown(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
