"""The whole of `make run`, in a copy of the project under a path with a space."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from config.embedded import runtime_folder
from tests.platform.conftest import ROOT, gone

GIVEN = ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "JWT_SIGNING_KEY", "MODE", "EMAIL_URL", "DATABASE_POOL_MAX", "STATIC_ROOT")
Background = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "a clone"
    unwanted = shutil.ignore_patterns(".*", "node_modules", "tests", "docs", "__pycache__", "src", "public")
    shutil.copytree(ROOT, folder, ignore=unwanted)
    return folder


def environment() -> dict[str, str]:
    """This machine's, without what the tests were given; coverage is not taken of a copy."""
    kept = {name: value for name, value in os.environ.items() if name not in GIVEN and not name.startswith("COV")}
    return kept | {"PORT": "0"}


def run(background: Background, clone: Path) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    """Start the supervisor; return it with what `.local/run.json` says once all is ready."""
    log = clone / "console.log"
    supervisor = background("-m", "config.supervisor", folder=clone, environment=environment(), log=log)
    facts = clone / ".local" / "run.json"
    deadline = time.monotonic() + 180
    while not facts.exists() or json.loads(facts.read_text())["pids"]["supervisor"] != supervisor.pid:
        assert supervisor.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        time.sleep(0.1)
    return supervisor, json.loads(facts.read_text())


def cosigned_checkpoint(base_url: str) -> list[str]:
    """Return the lines of the newest checkpoint, once the log and the witness have signed it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(f"{base_url}/log/v1/checkpoint") as answer:
            lines: list[str] = answer.read().decode().splitlines()
            if len(lines) == 6:
                return lines
        time.sleep(0.5)
    raise AssertionError("no checkpoint with a cosignature in a minute")


def test_r58_it_runs_survives_kill_9_and_stops_leaving_nothing(background: Background, clone: Path) -> None:
    supervisor, facts = run(background, clone)
    assert (clone / ".local" / "run.json").stat().st_mode & 0o777 == 0o600
    assert {"supervisor", "web", "worker", "beat", "sealer", "witness", "redis", "postgres"} == set(facts["pids"])
    with urllib.request.urlopen(f"{facts['base_url']}/readyz") as answer:
        assert answer.status == 200
    with urllib.request.urlopen(f"{facts['base_url']}/api/v1/vendors/") as answer:
        assert json.load(answer)["results"]
    before = cosigned_checkpoint(facts["base_url"])
    assert (clone / ".local" / "sealer" / "key").stat().st_mode & 0o777 == 0o400

    second = background("-m", "config.supervisor", folder=clone, environment=environment())
    _, said = second.communicate(timeout=60)
    assert second.returncode == 1
    assert "already runs in this folder" in said

    os.kill(supervisor.pid, signal.SIGKILL)
    supervisor.wait()
    assert gone(list(facts["pids"].values()))

    supervisor, facts = run(background, clone)
    after = cosigned_checkpoint(facts["base_url"])
    assert (after[0], int(after[1]) >= int(before[1])) == (before[0], True)  # the same log goes on
    os.kill(supervisor.pid, signal.SIGTERM)
    assert supervisor.wait(60) == 0
    assert gone(list(facts["pids"].values()), within=1)
    assert not (clone / ".local" / "run.json").exists()
    shutil.rmtree(runtime_folder(clone / ".local" / "postgres"))
