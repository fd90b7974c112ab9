"""docs/faults.md names tests that are there."""

import re
from pathlib import Path

from django.conf import settings

DOCS = Path(settings.BASE_DIR) / "docs"
NAMED = re.compile(r"\[`(test_\w+)`\]\(([^)]+)\)")


def test_every_fault_is_shown_by_a_test_that_is_there() -> None:
    text = (DOCS / "faults.md").read_text()
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith(("| fault |", "| --- |"))]
    assert len(rows) > 40
    assert [row for row in rows if len(NAMED.findall(row)) != 1] == []
    missing = [name for name, path in NAMED.findall(text) if f"def {name}(" not in (DOCS / path).read_text()]
    assert missing == []
