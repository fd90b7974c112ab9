"""A real witness in a process of its own."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.verifier.building import Log

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("WITNESS_")},
    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "verifier")]),
    "PYTHONUNBUFFERED": "1",
}


class Answer:
    """Status, kind and body of an answer."""

    def __init__(self, status: int, kind: str, body: str) -> None:
        self.status, self.kind, self.body = status, kind, body


def run(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "witness", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={**ENVIRONMENT, **environment}, timeout=30)


class WitnessProcess:
    """`python -m witness serve` with a key and a file in one folder."""

    def __init__(self, folder: Path, *options: str, **environment: str) -> None:
        self.folder, self.options, self.environment = folder, options, environment
        self.key_file = folder / "witness.key"
        if not self.key_file.exists():
            self.vkey = run("keygen", "--name", "witness.example/w1", "--key-file", self.key_file).stdout.strip()

    def start(self) -> None:
        words = [
            "serve",
            "--key-file",
            self.key_file,
            "--database",
            self.folder / "witness.sqlite3",
            "--port",
            "0",
            *self.options,
        ]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "witness", *map(str, words)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**ENVIRONMENT, **self.environment},
        )
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if found := re.search(r"listens on http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found[1])
                return
        raise AssertionError(said)

    def stop(self, how: signal.Signals = signal.SIGTERM) -> str:
        """End the process; return what it said."""
        self.process.send_signal(how)
        said, _ = self.process.communicate(timeout=20)
        return said

    def connect(self) -> HTTPConnection:
        return HTTPConnection("127.0.0.1", self.port, timeout=10)

    def ask(self, method: str, path: str, body: str | bytes | None = None) -> Answer:
        connection = self.connect()
        try:
            return ask(connection, method, path, body)
        finally:
            connection.close()

    def submit(self, log: Log, old: int, size: int | None = None, **changes: Any) -> Answer:
        return self.ask("POST", "/add-checkpoint", request_of(log, old, size, **changes))


def ask(connection: HTTPConnection, method: str, path: str, body: str | bytes | None = None) -> Answer:
    connection.request(method, path, body.encode() if isinstance(body, str) else body)
    answer = connection.getresponse()
    return Answer(answer.status, answer.headers.get("Content-Type", ""), answer.read().decode())


def request_of(log: Log, old: int, size: int | None = None, *, proof: list[str] | None = None, note: str | None = None) -> str:
    size = log.size if size is None else size
    steps = log.consistency(old, size) if proof is None else proof
    lines = "".join(f"{step}\n" for step in steps)
    return f"old {old}\n{lines}\n{log.checkpoint(size) if note is None else note}"


@pytest.fixture
def log() -> Log:
    """A log of nine leaves."""
    log = Log()
    log.strangers(9)
    return log


@pytest.fixture
def witness(tmp_path: Path, log: Log) -> Iterator[WitnessProcess]:
    """A witness that knows the log, and has seen nothing yet."""
    yield from _running(tmp_path, log)


@pytest.fixture(scope="module")
def idle_witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WitnessProcess]:
    """One that several tests ask, none of which it cosigns for."""
    yield from _running(tmp_path_factory.mktemp("witness"), Log())


def _running(folder: Path, log: Log) -> Iterator[WitnessProcess]:
    process = WitnessProcess(folder, "--log", log.signer.vkey)
    process.start()
    yield process
    if process.process.poll() is None:
        process.stop()
    else:
        process.process.communicate()
