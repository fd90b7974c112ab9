import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.processes import LogFollower, Program, Watched, is_warning, stop_all
from tests.platform.conftest import gone

SLEEPER = "import time; time.sleep(60)"
FAMILY = """
import sys, time
from pathlib import Path
from config.processes import Program
child = Program([sys.executable, "-c", "import time; time.sleep(60)"], {}, Path(sys.argv[1]), Path.cwd())
child.start()
print(child.process.pid, flush=True)
time.sleep(60)
"""


@pytest.fixture
def sleeper(tmp_path: Path) -> Watched:
    return Watched("sleeper", Program([sys.executable, "-c", SLEEPER], {}, tmp_path / "sleeper.log", tmp_path))


def test_a_child_that_dies_starts_again_after_a_delay_that_grows(sleeper: Watched) -> None:
    sleeper.start()
    now = time.monotonic()
    delays = []
    for _ in range(3):
        kill(sleeper)
        assert "starts again" in (sleeper.revive(now) or "")
        assert sleeper.due_at is not None
        delays.append(sleeper.due_at - now)
        assert sleeper.revive(now) is None  # not before its time
        now = sleeper.due_at
        assert "runs again" in (sleeper.revive(now) or "")
    sleeper.service.stop()
    assert delays == sorted(delays)
    assert delays[0] < delays[-1]


def test_a_child_that_ran_steadily_starts_again_soon(sleeper: Watched) -> None:
    sleeper.start()
    sleeper.failures = 5
    kill(sleeper)
    later = time.monotonic() + 60
    sleeper.revive(later)
    assert sleeper.due_at == pytest.approx(later + 0.5)


def test_a_program_that_ignores_the_request_is_killed(tmp_path: Path) -> None:
    stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    log = tmp_path / "log"
    program = Program([sys.executable, "-c", stubborn], {}, log, tmp_path, grace=0.3)
    program.start()
    while "up" not in log.read_text():
        time.sleep(0.02)
    assert program.stop() == -9


def test_all_stop_in_the_order_given(tmp_path: Path) -> None:
    programs = [
        Watched(name, Program([sys.executable, "-c", SLEEPER], {}, tmp_path / name, tmp_path)) for name in ("web", "worker")
    ]
    for one in programs:
        one.start()
    said: list[str] = []
    stop_all(programs, say=said.append)
    assert said == ["stopped web", "stopped worker"]
    assert [one.pid for one in programs] == [None, None]


def test_children_end_with_a_parent_that_is_killed(background: Callable[..., subprocess.Popen[str]], tmp_path: Path) -> None:
    parent = background("-c", FAMILY, str(tmp_path / "log"))
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    parent.kill()
    assert gone([child])


def test_the_console_shows_warnings_by_name_and_only_new_ones(tmp_path: Path) -> None:
    log = tmp_path / "web.log"
    log.write_text("old error\n")
    follower = LogFollower({"web": log}, everything=False)
    with log.open("a") as file:
        file.write("an info line\nan ERROR line\nhalf an error")
    assert list(follower.new_lines()) == ["     web | an ERROR line"]
    assert list(follower.new_lines()) == []


def test_a_request_that_was_refused_is_no_warning() -> None:
    assert not is_warning("[warning  ] Unauthorized: /api/v1/me/ [django.request]")
    assert is_warning("[error    ] Internal Server Error: /api/v1/me/ [django.request]")


def kill(one: Watched) -> None:
    assert one.service.process is not None
    one.service.process.kill()
    one.service.process.wait()
