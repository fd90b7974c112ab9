"""What the verifier's tests share: nothing of a reader's own machine reaches them."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _a_reader_without_policies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Start in an empty folder, with an empty folder of settings."""
    monkeypatch.delenv("TRUSTTRACK_POLICY", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
