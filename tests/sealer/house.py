"""A log that runs as in production, and can be hurt: a durable PostgreSQL of its own, sealers and writers as real processes."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from config.child import wrapped
from config.embedded import Postgres, runtime_folder, stop_process
from ledger.sealer import SEALING
from tests import databases

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "log.sealer.test/2026"
TEMPLATE = "migrated"
OPTIONS = ("max_connections=100", "shared_buffers=64MB", "max_wal_size=256MB", "recovery_init_sync_method=syncfs")
PRODUCTION = {
    "MODE": "production",
    "ALLOWED_HOSTS": "sealer.test",
    "BASE_URL": "https://sealer.test",
    "EMAIL_URL": "console://",
}
LEADER: LiteralString = """
SELECT a.application_name FROM pg_locks l JOIN pg_stat_activity a USING (pid)
WHERE l.locktype = 'advisory' AND l.granted AND (l.classid::bigint << 32) + l.objid::bigint = %s
"""
GUARDS: LiteralString = """
SELECT tgname, tgrelid::regclass::text FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'ledger\\_%'
"""


def wait_until(is_so: Callable[[], object], *, seconds: float = 30.0, why: Callable[[], str] = lambda: "it did not come") -> None:
    """Wait for `is_so()`; fail with `why()` when it does not come."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, why()
        time.sleep(0.02)


@dataclass
class Cluster:
    """A PostgreSQL with fsync on. Its databases are copies of one that is migrated."""

    server: Postgres

    @classmethod
    @contextlib.contextmanager
    def running(cls, folder: Path) -> Iterator["Cluster"]:
        """Start one in `folder`; nothing is left of it at the end."""
        data = folder / "postgres"
        server = Postgres(data, secrets.token_urlsafe(24), options=OPTIONS, log=folder / "postgres.log")
        try:
            server.start()
            cluster = cls(server)
            cluster._migrate()
            yield cluster
        finally:
            server.stop()
            shutil.rmtree(runtime_folder(data), ignore_errors=True)
            shutil.rmtree(data, ignore_errors=True)

    def connect(self, database: str) -> "psycopg.Connection[Any]":
        """Return a connection of the owner's, in autocommit."""
        return psycopg.connect(self.server.url(database=database), autocommit=True)

    def create(self, database: str) -> None:
        """Make a migrated database."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE {TEMPLATE}'.encode())

    def drop(self, database: str) -> None:
        """Remove a database: recovery after a crash reads the files of all that are there."""
        with self.connect("postgres") as connection:
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)'.encode())

    def crash(self) -> None:
        """End the server as a power cut would, and start it again: sessions are gone, the disk has what was flushed."""
        process = self.server.process
        assert process is not None
        process.send_signal(signal.SIGQUIT)  # immediate shutdown
        process.wait(20)
        self.server.start()

    def _migrate(self) -> None:
        with self.connect("postgres") as connection:
            connection.execute(f"CREATE DATABASE {TEMPLATE}".encode())
        url, dump = self.server.url(database=TEMPLATE), databases.dump()
        if dump:
            databases.restore(dump, url)
        else:
            databases.migrate(url)


@dataclass
class Process:
    """A process of the product, ended with the test run whatever happens."""

    name: str
    log: Path
    popen: "subprocess.Popen[bytes]"

    @property
    def is_running(self) -> bool:
        return self.popen.poll() is None

    @property
    def said(self) -> str:
        """What it wrote so far."""
        return self.log.read_text(errors="replace")

    def kill(self) -> None:
        """SIGKILL."""
        self.popen.kill()
        self.popen.wait()

    def end(self) -> int:
        """SIGTERM; return the exit code. One that does not end within ten seconds is killed."""
        return stop_process(self.popen, (signal.SIGTERM, 10))

    def ended(self, *, seconds: float = 20.0) -> int:
        """Wait for it to end by itself; return the exit code."""
        wait_until(lambda: not self.is_running, seconds=seconds, why=lambda: f"{self.name} goes on:\n{self.said}")
        return self.popen.wait()


@dataclass
class House:
    """One log: a database, a folder with key and state, and processes. `environment` changes what the processes are given."""

    cluster: Cluster
    database: str
    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[Process] = field(default_factory=list)

    @property
    def key(self) -> Path:
        return self.folder / "sealer" / "key"

    @property
    def state(self) -> Path:
        """What was signed last."""
        return self.folder / "sealer" / "signed.json"

    def sealer(self, **changes: str) -> Process:
        """Start `manage.py run_sealer`."""
        return self.start("sealer", "manage.py", "run_sealer", stdin=subprocess.DEVNULL, **{"DATABASE_POOL_MAX": "10"} | changes)

    def start(self, kind: str, *arguments: str, stdin: int | None = subprocess.DEVNULL, **changes: str) -> Process:
        """Start a Python program under a name that PostgreSQL knows it by."""
        name = f"{kind}-{len(self.processes)}"
        log = self.folder / f"{name}.log"
        own = {
            "DATABASE_URL": self.cluster.server.url(database=self.database),
            "DATABASE_POOL_MAX": "0",
            "LEDGER_ORIGIN": ORIGIN,
            "LEDGER_KEY_FILE": str(self.key),
            "LEDGER_STATE_FILE": str(self.state),
            "PGAPPNAME": name,
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }
        with log.open("wb") as file:
            popen = subprocess.Popen(
                wrapped([sys.executable, *arguments]),
                cwd=ROOT,
                env=_plain({**os.environ, **own, **self.environment, **changes}),
                stdin=stdin,
                stdout=subprocess.PIPE if stdin == subprocess.PIPE else file,
                stderr=file,
                start_new_session=True,
            )
        process = Process(name, log, popen)
        self.processes.append(process)
        return process

    def stop(self) -> None:
        """Kill whatever runs."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.popen.pid, signal.SIGKILL)
            process.kill()
            for pipe in (process.popen.stdin, process.popen.stdout):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()

    def query(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database; nothing while it is down."""
        with self.cluster.connect(self.database) as connection:
            return connection.execute(statement, values).fetchall()

    def change(self, *statements: LiteralString) -> None:
        """Write into the database as its owner, with every trigger off, as somebody with a superuser's shell can."""
        with self.cluster.connect(self.database) as connection, connection.transaction():
            guards = connection.execute(GUARDS).fetchall()
            for name, table in guards:
                connection.execute(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"'.encode())
            for statement in ("SET CONSTRAINTS ALL IMMEDIATE", *statements):
                connection.execute(statement)
            for name, table in guards:
                connection.execute(f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{name}"'.encode())

    def leader(self) -> str:
        """Return the name of the sealer that holds the lock, or nothing."""
        rows = self.query(LEADER, SEALING)
        return str(rows[0][0]) if rows else ""

    def wait_for_leader(self, process: Process, *, seconds: float = 30.0) -> None:
        """Wait until this sealer is the one that works."""
        wait_until(lambda: "sealer_works" in process.said, seconds=seconds, why=lambda: f"{process.name}:\n{process.said}")
        assert self.leader() == process.name

    def signed(self) -> int:
        """Return how many leaves are under a signature."""
        return int(self.query("SELECT coalesce(max(size), 0) FROM ledger_signedcheckpoint")[0][0])

    def is_signed(self, leaf_hash: bytes) -> bool:
        """Say whether this leaf is under a signature."""
        asked = "SELECT 1 FROM ledger_leaf WHERE leaf_hash = %s AND index < (SELECT max(size) FROM ledger_signedcheckpoint)"
        return bool(self.query(asked, leaf_hash))

    def is_drained(self) -> bool:
        """Say whether everything is in the tree and the tree is signed."""
        [row] = self.query(
            "SELECT (SELECT count(*) FROM ledger_queue), (SELECT size FROM ledger_treestate),"
            " (SELECT max(size) FROM ledger_signedcheckpoint)"
        )
        return bool(row[0] == 0 and row[1] == row[2])


def _plain(environment: dict[str, str]) -> dict[str, str]:
    """Return the environment without the request to measure coverage: what is killed has none to tell, and starts late."""
    return {name: value for name, value in environment.items() if not name.startswith("COV")}
