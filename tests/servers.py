"""The product as a process of its own, on the test's database: for tests that need a real server, real sockets, real kills."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from django.conf import settings
from django.db import connection


@dataclass
class Server:
    """A running web process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def ws(self) -> str:
        return f"ws://127.0.0.1:{self.port}"


def database_url() -> str:
    """Return the URL of the database that this test runs in."""
    config = connection.settings_dict
    user, password = config["USER"], config["PASSWORD"]
    return f"postgresql://{user}:{password}@/{config['NAME']}?host={config['HOST']}&port={config['PORT']}"


def environment(**changes: str) -> dict[str, str]:
    """Return the environment of a process that works on the test's database and Redis."""
    own = {"MODE": "local", "DATABASE_URL": database_url(), "DATABASE_POOL_MAX": "10", "LOG_FORMAT": "console"}
    return {**os.environ, **own, **changes}


@contextlib.contextmanager
def web_server(*, port: int = 0, **changes: str) -> Iterator[Server]:
    """Run the web process, on a free port where none is given; `changes` are environment variables. Ends it in any case."""
    port = port or free_port()
    command = [
        sys.executable, "-m", "uvicorn", "config.asgi:application", "--host", "127.0.0.1", "--port", str(port),
        "--ws", "websockets-sansio", "--ws-per-message-deflate", "false",
        "--log-level", "warning", "--no-proxy-headers", "--ws-max-size", "4096",
    ]  # fmt: skip
    process = subprocess.Popen(command, env=environment(**changes), cwd=settings.BASE_DIR)
    try:
        server = Server(port, process)
        _wait_for(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """Return a port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(server: Server, seconds: float = 180) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(httpx.TransportError):
            httpx.get(f"{server.url}/api/v1/tracking/nobody/", timeout=2)
            return
        if server.process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"the web process did not answer (exit code {server.process.poll()})")
