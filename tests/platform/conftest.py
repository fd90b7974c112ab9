import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from config.embedded import command_line

ROOT = Path(__file__).resolve().parents[2]


def gone(pids: list[int], *, within: float = 15.0) -> bool:
    """Say whether all of these processes end within that time."""
    deadline = time.monotonic() + within
    while any(command_line(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not any(command_line(pid) for pid in pids)


@pytest.fixture
def background() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python programs that are killed at the end of the test, whatever happens."""
    started: list[subprocess.Popen[str]] = []

    def start(
        *arguments: str, folder: Path = ROOT, environment: dict[str, str] | None = None, log: Path | None = None
    ) -> subprocess.Popen[str]:
        output = log.open("w") if log else subprocess.PIPE
        process = subprocess.Popen(
            [sys.executable, *arguments], cwd=folder, env=environment, stdout=output, stderr=output, text=True
        )
        if not isinstance(output, int):
            output.close()
        started.append(process)
        return process

    yield start
    for process in started:
        with suppress(ProcessLookupError):
            os.kill(process.pid, signal.SIGKILL)
        process.communicate()
