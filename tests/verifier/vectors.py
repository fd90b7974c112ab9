"""The vectors of other people, and those fixed for this log, by path beside the repository."""

import json
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "data" / "vectors"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the shared vectors are not here")


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def found(pattern: str) -> list[str]:
    """Names of vector files, none where the vectors are not here."""
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.glob(pattern) if path.is_file())


def read_text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
