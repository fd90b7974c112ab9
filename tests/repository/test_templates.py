"""Templates as text: a tag that was broken over two lines is shown to people as it stands."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted(path for app in ROOT.iterdir() if (app / "templates").is_dir() for path in (app / "templates").rglob("*.*"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_every_tag_ends_on_its_line(path: Path) -> None:
    broken = [line for line in path.read_text().splitlines() if "{{" in re.sub(r"\{\{.*?\}\}", "", line)]
    assert broken == []


def test_there_are_templates() -> None:
    assert len(TEMPLATES) > 15
