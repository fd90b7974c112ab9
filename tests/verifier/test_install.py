"""The package by itself: installed into an empty environment, it verifies without anything of this repository."""

import json
import subprocess
import sys
import venv
from pathlib import Path

from tests.verifier.building import START, tell_story

PACKAGE = Path(__file__).resolve().parents[2] / "verifier"


def test_it_runs_where_only_it_is_installed(tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    folder = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    source = tmp_path / "source"
    _copy(PACKAGE, source)
    _run(folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(source))
    story = tell_story()
    (tmp_path / "bundle.json").write_text(json.dumps(story.bundle()))
    (tmp_path / "trusttrack-policy.txt").write_text(story.log.policy())
    out = _run(folder / "trusttrack-verify", str(tmp_path / "bundle.json"), "--now", str(START + 200))
    assert out.splitlines()[-1] == "Result: 9 proven; 1 not proven (chain)."


def _copy(package: Path, to: Path) -> None:
    """Copy what is in the repository, so that building it leaves nothing there."""
    (to / "trusttrack_verify").mkdir(parents=True)
    for file in (
        *package.glob("*.toml"),
        *package.glob("*.md"),
        *package.glob("trusttrack_verify/*.py"),
        package / "trusttrack_verify/py.typed",
    ):
        (to / file.relative_to(package)).write_bytes(file.read_bytes())


def _run(*words: str | Path) -> str:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
