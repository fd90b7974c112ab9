"""What one running TrustTrack owns: the folder `.local/` with its lock, secrets, logs and `run.json`, and a port."""

import contextlib
import fcntl
import json
import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from config.embedded import end_process

HOST = "127.0.0.1"


def _new_secret() -> str:
    return secrets.token_urlsafe(48)


class StartError(RuntimeError):
    """TrustTrack cannot start; the message says why and the cure."""


@dataclass(frozen=True)
class Instance:
    """The state of one clone, under `home` (`.local/`); at most one supervisor holds it at a time."""

    home: Path

    @property
    def run_file(self) -> Path:
        """Where everything is, for people and scripts; only while it runs."""
        return self.home / "run.json"

    @property
    def erasures_url(self) -> str:
        """Where the erasure journal lies: beside the cluster, which a restore replaces."""
        return f"file://{quote(str(self.home / 'erasures'))}"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the instance; raise StartError when another supervisor does. The lock ends with the process."""
        self.home.mkdir(parents=True, exist_ok=True)
        with (self.home / "lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                run = read_json(self.run_file)
                where = f" at {run['base_url']} (process {run['pids']['supervisor']})" if "pids" in run else ""
                raise StartError(f"TrustTrack already runs in this folder{where}; stop that one first") from None
            yield

    def clear_leftovers(self) -> None:
        """End what a killed supervisor left running, where the system did not end it already. Needs the lock."""
        marker = f"{self.home.parent}/"
        for name, pid in read_json(self.run_file).get("pids", {}).items():
            if name != "postgres":  # the cluster has a pid file of its own
                end_process(int(pid), marker=marker)
        self.run_file.unlink(missing_ok=True)

    def secret(self, name: str, make: Callable[[], str] = _new_secret) -> str:
        """Return this instance's own secret of that name, made at the first call and kept (0600)."""
        path = self.home / "secrets" / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            write_private(path, make())
        return path.read_text()

    def log_path(self, name: str) -> Path:
        """Return the log file of a process; the last run's is kept as `<name>.log.1`."""
        path = self.home / "log" / f"{name}.log"
        path.parent.mkdir(exist_ok=True)
        if path.exists():
            path.replace(path.with_suffix(".log.1"))
        return path


def open_listener(port: int) -> socket.socket:
    """Return a listening socket on the loopback address; port 0 picks a free one. Raises StartError."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(2048)
    except PermissionError:
        listener.close()
        raise StartError(f"this user may not listen on port {port}; choose another one: PORT=8000 make run") from None
    except OSError:
        listener.close()
        raise StartError(
            f"port {port} is taken by another program; stop that one, or choose another port: PORT={port + 1} make run"
        ) from None
    return listener


def port_from(environment: Mapping[str, str]) -> int:
    """Return PORT, 8000 when unset. Raises StartError when it is no port."""
    value = environment.get("PORT") or "8000"
    if not value.isdecimal() or int(value) > 65535:
        raise StartError(f"PORT={value} is no port: use a number from 1 to 65535")
    return int(value)


def write_private(path: Path, text: str) -> None:
    """Write a file whole or not at all, readable by this user alone."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with contextlib.suppress(FileNotFoundError):
        fresh.unlink()
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    fresh.replace(path)


def read_json(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file; empty when there is none that can be read."""
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
