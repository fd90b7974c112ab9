import json
import stat
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from config.announcement import announcement
from config.env import Environment
from config.instance import Instance, StartError, open_listener, port_from, write_private
from config.readiness import fingerprint
from tests.platform.conftest import ROOT, gone

HOLDER = """
import sys, time
from pathlib import Path
from config.instance import Instance
with Instance(Path(sys.argv[1])).locked():
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def instance(tmp_path: Path) -> Instance:
    return Instance(tmp_path / "clone" / ".local")


def test_a_port_that_is_taken_is_named_with_the_cure() -> None:
    with open_listener(0) as listener:
        port = listener.getsockname()[1]
        with pytest.raises(StartError, match=f"port {port} is taken .* PORT={port + 1} make run"):
            open_listener(port)


@pytest.mark.parametrize("value", ["http", "-1", "70000"])
def test_a_port_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(StartError, match="is no port"):
        port_from({"PORT": value})


def test_the_port_is_8000_unless_told() -> None:
    assert [port_from({}), port_from({"PORT": ""}), port_from({"PORT": "9"})] == [8000, 8000, 9]


def test_a_second_supervisor_is_refused_and_told_where_the_first_is(
    instance: Instance, background: Callable[..., subprocess.Popen[str]]
) -> None:
    holder = background("-c", HOLDER, str(instance.home))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    write_private(instance.run_file, json.dumps({"base_url": "http://127.0.0.1:8000", "pids": {"supervisor": holder.pid}}))
    with pytest.raises(StartError, match=rf"already runs in this folder at http://127.0.0.1:8000 \(process {holder.pid}\)"):
        instance.locked().__enter__()
    holder.kill()
    holder.wait()
    with instance.locked():  # the lock of a dead process holds nobody up
        pass


def test_leftovers_of_a_killed_supervisor_are_ended_and_strangers_are_not(
    instance: Instance, background: Callable[..., subprocess.Popen[str]]
) -> None:
    instance.home.mkdir(parents=True)
    ours = background("-c", "import time; time.sleep(60)", f"{instance.home.parent}/manage.py")
    stranger = background("-c", "import time; time.sleep(60)")
    instance.run_file.write_text(json.dumps({"pids": {"web": ours.pid, "worker": stranger.pid}}))
    instance.clear_leftovers()
    assert gone([ours.pid])
    assert stranger.poll() is None
    assert not instance.run_file.exists()


def test_secrets_are_kept_and_private(instance: Instance) -> None:
    instance.home.mkdir(parents=True)
    made = instance.secret("secret-key")
    assert len(made) >= 50
    assert instance.secret("secret-key") == made
    assert instance.secret("jwt-signing-key") != made
    assert stat.S_IMODE((instance.home / "secrets" / "secret-key").stat().st_mode) == 0o600


def test_the_fingerprint_follows_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    before = fingerprint(tmp_path, ["*.py"])
    assert fingerprint(tmp_path, ["*.py"]) == before
    (tmp_path / "a.py").write_text("2")
    assert fingerprint(tmp_path, ["*.py"]) != before


def test_the_announcement_does_without_a_demo() -> None:
    facts = {"base_url": "http://127.0.0.1:8000", "tracking_url": "", "vendor": "", "accounts": {}}
    assert "TrustTrack runs at http://127.0.0.1:8000" in announcement(facts)


def test_every_variable_of_the_environment_is_explained() -> None:
    listed = {line.split("=")[0] for line in (ROOT / ".env.example").read_text().splitlines() if "=" in line and line[0] != "#"}
    assert {name.upper() for name in Environment.model_fields} <= listed
