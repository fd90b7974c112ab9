"""The databases of a run: copies of one that was migrated once, emptied after the tests that commit.

Migrating takes a quarter of a minute, and each worker needs a database, as does each cluster that tests or benchmarks start.
Whoever is the first makes the one to copy.
"""

import fcntl
import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.test import TransactionTestCase
from psycopg.errors import DeadlockDetected

from common.lanes import join_all
from config.embedded import postgres_bin

PREPARED = "prepared"
LANE_SECONDS = 20.0
TRIES = 5
TEARDOWN = "_fixture_teardown"  # which pytest-django calls
#: The tables that migrations fill.
KEPT = {"auth_group", "auth_group_permissions", "auth_permission", "django_content_type", "django_migrations"}


def template() -> str | None:
    """Return the name of the migrated database on the run's own server; None where the server is somebody else's."""
    return PREPARED if dump() else None


def dump() -> Path | None:
    """Return the migrated database as pg_restore reads it; None where the server is somebody else's."""
    folder = os.environ.get("TEST_FOLDER")
    if folder is None:
        return None
    made = Path(folder, "prepared.dump")
    with made.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            _prepare(made)
    return made


def restore(made: Path, url: str) -> None:
    """Fill an empty database."""
    _run(str(postgres_bin() / "pg_restore"), "--exit-on-error", f"--dbname={url}", str(made))


def migrate(url: str) -> None:
    """Migrate a database."""
    _run(sys.executable, "manage.py", "migrate", "-v", "0", DATABASE_URL=url, DATABASE_POOL_MAX="0")


def _prepare(made: Path) -> None:
    server = os.environ["DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {PREPARED}".encode())
    url = urlsplit(server)._replace(path=f"/{PREPARED}").geturl()
    migrate(url)
    unfinished = made.with_suffix(".new")
    _run(str(postgres_bin() / "pg_dump"), "--format=custom", "--compress=0", f"--file={unfinished}", f"--dbname={url}")
    unfinished.rename(made)


def _run(*command: str, **changes: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")} | changes
    subprocess.run(command, env=environment, cwd=settings.BASE_DIR, check=True)


def empty_quickly() -> None:
    """Let tests that commit leave an empty database as Django does, but keep what the migrations filled while it is as it was.

    Django makes every content type and permission again, after each test: two thirds of its time.
    """
    flush, kept = getattr(TransactionTestCase, TEARDOWN), [_kept()]

    def leave_empty(case: TransactionTestCase) -> None:
        join_all(LANE_SECONDS)  # what a thread still has in hand belongs to this test
        if _kept() != kept[0]:
            flush(case)
            kept[0] = _kept()
            return
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - KEPT
        _truncate(", ".join(sorted(map(connection.ops.quote_name, tables))))

    setattr(TransactionTestCase, TEARDOWN, leave_empty)


def _truncate(tables: str) -> None:
    """Empty tables at once; again where a process that is just ending locked some of them in another order."""
    for attempt in range(TRIES):
        try:
            with connection.cursor() as cursor:
                cursor.execute(f"TRUNCATE {tables}")
            return
        except OperationalError as error:
            if not isinstance(error.__cause__, DeadlockDetected) or attempt == TRIES - 1:
                raise


def _kept() -> str:
    """Return a fingerprint of what the migrations filled."""
    rows = " || ".join(f"(SELECT coalesce(string_agg(t::text, ',' ORDER BY id), '') FROM {name} t)" for name in sorted(KEPT))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT md5({rows})")
        return str(cursor.fetchone()[0])
