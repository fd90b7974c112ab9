"""The servers that a benchmark runs on: a throw-away Redis, and a PostgreSQL that is durable (fsync on, as in production).

`python -m benchmarks.servers benchmarks.moves` starts both in a folder of their own, migrates, and calls `main()` of the named
module, which can then import Django's models at its top like any other. `BENCH_DUMP` names a dump of a migrated database, which
saves most of the migrating.
"""

import contextlib
import importlib
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from config.embedded import Postgres, Redis, postgres_bin, runtime_folder

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "MODE": "local",
    "SECRET_KEY": secrets.token_urlsafe(48),
    "JWT_SIGNING_KEY": secrets.token_urlsafe(48),
    "EMAIL_URL": "inbox://",
    "LOG_FORMAT": "console",
    "DATABASE_POOL_MAX": "0",
}
VERIFIER = Path(__file__).resolve().parent.parent / "verifier"  # a program of its own, on no one's path
OPTIONS = ("max_connections=100", "shared_buffers=256MB", "max_wal_size=2GB")


@contextlib.contextmanager
def servers() -> Iterator[None]:
    """Run both servers, with the environment pointing at them; nothing is left at the end."""
    with contextlib.ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="trusttrack-bench-"))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        data = folder / "postgres"
        stack.callback(shutil.rmtree, runtime_folder(data), ignore_errors=True)
        postgres, redis = Postgres(data, secrets.token_urlsafe(24), options=OPTIONS), Redis(data)
        stack.callback(postgres.stop)
        stack.callback(redis.stop)
        postgres.start()
        redis.start()
        os.environ.update(ENVIRONMENT, DATABASE_URL=postgres.url(), REDIS_URL=redis.url())
        yield


def require_durable() -> None:
    """Raise RuntimeError where a COMMIT does not wait for the disk: every figure would be of something else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        if (found := cursor.fetchone()) != ("on", "on"):
            raise RuntimeError(f"fsync and synchronous_commit are {found}")


def main(module: str) -> int:
    """Run one benchmark on servers of its own; return its exit code."""
    begun = time.perf_counter()
    sys.path.append(str(VERIFIER))
    with servers():
        if dump := os.environ.get("BENCH_DUMP"):
            command = [str(postgres_bin() / "pg_restore"), "--exit-on-error", f"--dbname={os.environ['DATABASE_URL']}", dump]
            subprocess.run(command, check=True)
        django.setup()
        call_command("migrate", verbosity=0)
        require_durable()
        print(f"PostgreSQL (fsync on) and Redis are up, migrated: {time.perf_counter() - begun:.1f} s", flush=True)
        code: int = importlib.import_module(module).main()
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
