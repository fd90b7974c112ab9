"""Each line of the reliability list (CONTRIBUTING.md) is found by its number: `test_r31_…` in Python, "r48: …" in the web app."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LINES = set(range(1, 59))
#: Lines whose subject comes later, each with the reason why nothing shows it yet.
LATER: dict[int, str] = {}
PYTHON = re.compile(r"def test_((?:r\d+_)+)")
WEB = re.compile(r"""\b(?:it|test)(?:\.each\(.*\))?\(\s*["'`](r\d+(?: r\d+)*):""")


def names() -> Iterator[str]:
    """Yield what stands in front of each numbered test's name: `r31_`, `r16_r40_`, `r48`."""
    for path in (ROOT / "tests").rglob("test_*.py"):
        yield from PYTHON.findall(path.read_text())
    for path in (ROOT / "frontend/src").rglob("*.test.ts*"):
        yield from WEB.findall(path.read_text())


def test_every_line_is_shown_by_a_test_that_its_number_finds() -> None:
    written = {number for name in names() for number in re.findall(r"r(\d+)", name)}
    assert {number for number in written if len(number) != 2} == set(), "two digits: test_r03_…"
    shown = {int(number) for number in written}
    assert shown - LINES == set()
    assert LINES - shown == set(LATER)
