"""Processes that are kept running: started in order, restarted when they die, stopped in order."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from config.child import wrapped
from config.embedded import EmbeddedServerError, stop_process

FIRST_DELAY, LONGEST_DELAY, STEADY_AFTER = 0.5, 15.0, 30.0
WARNING_WORDS = ("warning", "error", "critical", "traceback", "fatal", "panic")


class Service(Protocol):
    """Something that runs as one process: `Program` below, or an embedded server."""

    process: subprocess.Popen[bytes] | None

    def start(self) -> None:
        """Start it; return when it may be used by those that start after it."""

    def stop(self) -> int:
        """Stop it; return the exit code."""


@dataclass
class Program:
    """A command with its environment and log; stopped by SIGTERM within `grace` seconds, else killed."""

    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    folder: Path
    grace: float = 8.0
    pass_fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C in the terminal reaches the supervisor alone."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                wrapped(list(self.command)),
                cwd=self.folder,
                env=dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=self.pass_fds,
                start_new_session=True,
            )

    def stop(self) -> int:
        """Ask it to end, then insist; also end whatever it started itself."""
        if self.process is None:
            return 0
        code = stop_process(self.process, (signal.SIGTERM, self.grace))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        return code


@dataclass
class Watched:
    """A service under a name, with its restarts: each comes after a longer delay, until it runs steadily."""

    name: str
    service: Service
    failures: int = 0
    started_at: float = 0.0
    due_at: float | None = None

    @property
    def pid(self) -> int | None:
        """Its process id while it runs."""
        process = self.service.process
        return process.pid if process is not None and process.poll() is None else None

    def start(self) -> None:
        """Start it now."""
        self.due_at = None
        self.started_at = time.monotonic()
        self.service.start()

    def revive(self, now: float) -> str | None:
        """Start it again if it is dead and its delay is over; return a line for people when something happened."""
        if self.pid is not None:
            return None
        if self.due_at is None:
            self.failures = 0 if now - self.started_at > STEADY_AFTER else self.failures + 1
            delay = min(FIRST_DELAY * 2**self.failures, LONGEST_DELAY)
            self.due_at = now + delay
            code = self.service.process.returncode if self.service.process else "?"
            return f"{self.name} ended with code {code}; it starts again in {delay:.1f} s"
        if now < self.due_at:
            return None
        try:
            self.start()
        except EmbeddedServerError as error:
            return f"{self.name} did not come back: {error}"
        return f"{self.name} runs again (process {self.pid})"


def watch(
    watched: Sequence[Watched], *, say: Callable[[str], None], changed: Callable[[], None], idle: Callable[[], None]
) -> None:
    """Keep all of them running until an exception (a signal's) ends the loop; `changed` after each event, `idle` each turn."""
    while True:
        for one in watched:
            line = one.revive(time.monotonic())
            if line is not None:
                say(line)
                changed()
        idle()
        time.sleep(0.3)


def stop_all(watched: Sequence[Watched], *, say: Callable[[str], None]) -> None:
    """Stop them one after the other, in the order given."""
    for one in watched:
        if one.pid is not None:
            code = one.service.stop()
            say(f"stopped {one.name}" + (f" (code {code})" if code not in (0, -signal.SIGTERM) else ""))


@contextlib.contextmanager
def stopping_on_signals() -> Iterator[None]:
    """Raise KeyboardInterrupt on SIGINT, SIGTERM or SIGHUP, once: the stop itself is not interrupted."""
    wanted = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:  # nohup means to survive the terminal
        wanted.append(signal.SIGHUP)

    def stop(number: int, _frame: object) -> None:
        for other in wanted:
            signal.signal(other, signal.SIG_IGN)
        raise KeyboardInterrupt(signal.Signals(number).name)

    for number in wanted:
        signal.signal(number, stop)
    yield


class LogFollower:
    """Shows new log lines on the console: warnings only, or all of them."""

    def __init__(self, paths: Mapping[str, Path], *, everything: bool) -> None:
        self.paths = paths
        self.everything = everything
        self.positions = {name: path.stat().st_size if path.exists() else 0 for name, path in paths.items()}

    def show(self, say: Callable[[str], None]) -> None:
        """Show what was written since the last call."""
        for line in self.new_lines():
            say(line)

    def new_lines(self) -> Iterator[str]:
        """Yield what was written since the last call, each line with its process's name."""
        for name, path in self.paths.items():
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                file.seek(self.positions[name])
                for raw in file:
                    if not raw.endswith(b"\n"):
                        break
                    self.positions[name] += len(raw)
                    line = raw.decode(errors="replace").rstrip()
                    if self.everything or is_warning(line):
                        yield f"{name:>8} | {line}"


def is_warning(line: str) -> bool:
    """Say whether a log line is worth a look; that a browser asked for what it may not have (4xx) is not."""
    low = line.lower()
    return any(word in low for word in WARNING_WORDS) and not ("django.request" in low and "[warning" in low)


def say(line: str = "") -> None:
    """Print a line; a console that has gone away is no reason to stop."""
    with contextlib.suppress(OSError, ValueError):
        print(line, flush=True)
