"""Back to a moment between two writes, out of a base backup and the archived write-ahead log, on a PostgreSQL of its own."""

import os
import secrets
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

from config.archiving import archive_settings, make_archive
from config.embedded import Postgres, runtime_folder
from ledger.audit import audit
from ledger.encoding import Statement
from ledger.integrating import integrate
from ledger.merkle import root_of
from ledger.services import append_public
from operations.archived import archive_age
from operations.manifest import BackupDamaged
from operations.recovering import NoWayThere, base_backup, bases_in, forget_before, recover
from tests import databases

ROOT = Path(__file__).resolve().parents[2]
ARCHIVED_WITHIN = 1  # seconds; what is lost at most, a minute where one does not hurry
#: What docs/operating.md promises for a database of this size.
RECOVERY_SECONDS = 120


@dataclass(frozen=True)
class Seen:
    """The log as it stood at a moment of the database's clock."""

    at: datetime
    entries: int
    leaves: list[bytes]
    root: bytes


@dataclass
class Past:
    """A cluster that was destroyed, its archive, and what was to be seen at two moments of its life."""

    server: Postgres
    archive: Path
    early: Seen
    between: Seen
    late: Seen


@contextmanager
def on(server: Postgres, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Have this process's connection lead to another server."""
    own = dict(connection.settings_dict)
    with blocker.unblock():
        connection.close()
        connection.settings_dict.update(HOST=str(runtime_folder(server.data)), USER="trusttrack", NAME="trusttrack", PORT="")
        connection.settings_dict["PASSWORD"] = server.password
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(own)


def write(count: int) -> None:
    """Append entries, each in a transaction of its own, and take them into the tree."""
    for _ in range(count):
        with transaction.atomic():
            append_public("moderation", Statement("mod.action", {"action": "test"}))
    while integrate():
        pass


def look() -> Seen:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp(), (SELECT count(*) FROM ledger_entry)")
        at, entries = cursor.fetchone()
        cursor.execute("SELECT leaf_hash FROM ledger_leaf ORDER BY index")
        leaves = [bytes(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT root FROM ledger_checkpoint ORDER BY size DESC LIMIT 1")
        return Seen(at, entries, leaves, bytes(cursor.fetchone()[0]))


def wait_until_archived() -> None:
    """Return once the segment of the last commit is in the archive: what is not is lost with the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_walfile_name(pg_current_wal_insert_lsn())")
        segment, end = cursor.fetchone()[0], time.monotonic() + 30
        while time.monotonic() < end:
            cursor.execute("SELECT last_archived_wal >= %s FROM pg_stat_archiver", [segment])
            if cursor.fetchone()[0]:
                return
            time.sleep(0.05)
    pytest.fail(f"{segment} was not archived")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker) -> Iterator[Past]:
    folder = tmp_path_factory.mktemp("past of 100 %")
    archive = make_archive(folder / "archive")
    options = (*archive_settings(archive, seconds=ARCHIVED_WITHIN), "shared_buffers=32MB", "fsync=off")
    server = Postgres(folder / "postgres", secrets.token_urlsafe(24), options=options, log=folder / "postgres.log")
    server.start()
    try:
        prepare(server)
        with on(server, django_db_blocker):
            write(3)
            base_backup(archive)
            write(4)
            early = look()
            time.sleep(0.01)
            write(2)
            between = look()
            time.sleep(0.01)
            write(3)
            late = look()
            wait_until_archived()
            assert 0 <= archive_age() < 30
        assert server.process is not None
        server.process.send_signal(signal.SIGKILL)
        server.process.wait()
        shutil.rmtree(server.data)
        yield Past(server, archive, early, between, late)
    finally:
        server.stop()
        shutil.rmtree(runtime_folder(server.data), ignore_errors=True)


def prepare(server: Postgres) -> None:
    made = databases.dump()
    if made:
        databases.restore(made, server.url())
    else:
        databases.migrate(server.url())


def beside(past: Past, folder: Path, *settings: str) -> Postgres:
    """A server in that folder, which does not archive where `settings` do not say so."""
    options = (*settings, *past.server.options[4:])
    return replace(past.server, data=folder / "postgres", log=folder / "postgres.log", options=options)


@contextmanager
def recovered(
    past: Past, folder: Path, until: datetime | None, *, archiving: bool = False, timeline: int | None = None
) -> Iterator[tuple[Postgres, float]]:
    """A cluster that was recovered beside all others."""
    settings = archive_settings(past.archive, seconds=ARCHIVED_WITHIN) if archiving else ()
    server = beside(past, folder, *settings)
    try:
        done = recover(server, past.archive, until=until, timeline=timeline)
        yield server, done.seconds
    finally:
        server.stop()
        shutil.rmtree(runtime_folder(server.data), ignore_errors=True)


def test_r55_the_database_is_what_it_was_at_that_moment(past: Past, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    with recovered(past, tmp_path, past.early.at) as (server, seconds), on(server, django_db_blocker):
        seen = look()
        assert (seen.entries, seen.leaves, seen.root) == (past.early.entries, past.early.leaves, past.early.root)
        assert seen.root == root_of(seen.leaves)
        assert len(past.late.leaves) == len(seen.leaves) + 5
        assert audit().findings == []
        assert seconds < RECOVERY_SECONDS
        with pytest.raises(psycopg.Error, match="append-only"), psycopg.connect(server.url()) as owner:
            owner.execute("DELETE FROM ledger_entry")
        write(1)  # it takes writes again
        assert look().entries == seen.entries + 1


def test_as_new_as_the_archive_has_it_nothing_that_was_archived_is_lost(
    past: Past, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    with recovered(past, tmp_path, None) as (server, _), on(server, django_db_blocker):
        seen = look()
        assert (seen.entries, seen.root) == (past.late.entries, past.late.root)


def test_what_was_recovered_from_stays_within_reach(past: Past, tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    """A recovery to too early a moment, and the next one: the log of then, not the one that the first recovery began."""
    archive = shutil.copytree(past.archive, tmp_path / "archive")
    past, folder = replace(past, archive=archive), tmp_path / "first"
    folder.mkdir()
    with recovered(past, folder, past.early.at, archiving=True) as (server, _), on(server, django_db_blocker):
        write(1)
        second = look()
        time.sleep(0.01)
        write(1)  # archived as the server stops
    assert (archive / "00000002.history.gz").exists()
    with recovered(past, tmp_path, past.between.at) as (server, _), on(server, django_db_blocker):
        assert look().leaves == past.between.leaves
    server.data.rename(tmp_path / "other")
    with recovered(past, tmp_path, second.at) as (server, _), on(server, django_db_blocker):
        seen = look()
        assert (seen.entries, seen.leaves) == (second.entries, second.leaves)
    late = archive / bases_in(archive)[0].name.replace("base-2", "base-3")  # as if made on the first timeline, after it was left
    bases_in(archive)[0].rename(late)
    manifest = late / "backup_manifest"
    manifest.write_text(manifest.read_text().replace('"End-LSN": "0/', '"End-LSN": "FF/'))
    with pytest.raises(NoWayThere, match="No base backup that was finished by now leads into timeline 2"):
        recover(server, archive, until=None)


def test_a_damaged_segment_is_not_taken_for_the_end(past: Past, tmp_path: Path) -> None:
    archive = shutil.copytree(past.archive, tmp_path / "archive")
    newest = max(path for path in archive.iterdir() if len(path.stem) == 24)
    newest.write_bytes(newest.read_bytes()[:-100])
    with pytest.raises(NoWayThere, match="could not restore file"):
        recover(beside(past, tmp_path), archive, until=None)
    assert not (tmp_path / "postgres").exists()


def test_a_full_disk_or_an_interruption_leaves_what_was_there(past: Past, tmp_path: Path) -> None:
    archive = shutil.copytree(past.archive, tmp_path / "archive", copy_function=os.link)
    server = beside(past, tmp_path)
    server.data.mkdir()
    (server.data / "kept").touch()

    def interrupt_once_it_runs() -> None:
        while not list(tmp_path.glob("*/postmaster.pid")):
            time.sleep(0.005)
        os.kill(os.getpid(), signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, signal.default_int_handler)
    try:
        threading.Thread(target=interrupt_once_it_runs, daemon=True).start()
        with pytest.raises(KeyboardInterrupt):
            recover(server, archive, until=past.early.at)
    finally:
        signal.signal(signal.SIGUSR1, before)
    [base] = bases_in(archive)
    with (base / "sparse").open("wb") as file:
        file.truncate(2**42)
    with pytest.raises(NoWayThere, match="make room first"):
        recover(server, archive, until=past.early.at)
    (base / "sparse").unlink()
    os.mkfifo(base / "pipe")  # what cannot be copied: the copy ends in the midst, as on a disk that fills meanwhile
    with pytest.raises(NoWayThere, match="named pipe"):
        recover(server, archive, until=past.early.at)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "postgres", "postgres.log"]
    assert [path.name for path in server.data.iterdir()] == ["kept"]


def test_two_places_to_restore_from_are_refused() -> None:
    done = subprocess.run(["make", "-n", "restore", "ARCHIVE=a", "FROM=b"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "FROM and ARCHIVE are both given" in done.stderr


def test_where_the_archive_does_not_lead_is_said_and_what_is_there_stays(past: Past, tmp_path: Path) -> None:
    server = replace(past.server, data=tmp_path / "postgres", log=tmp_path / "postgres.log")
    server.data.mkdir()
    (server.data / "kept").touch()
    [base] = bases_in(past.archive)
    with pytest.raises(NoWayThere, match=f"the oldest is {base.name}"):
        recover(server, past.archive, until=past.early.at - timedelta(hours=1))
    with pytest.raises(NoWayThere, match="recovery ended before configured recovery target was reached"):
        recover(server, past.archive, until=datetime.now(UTC) + timedelta(hours=1))
    damaged = shutil.copytree(past.archive, tmp_path / "archive", copy_function=os.link)
    [copy] = bases_in(damaged)
    (copy / "PG_VERSION").unlink()
    (copy / "PG_VERSION").write_text("17\n")
    with pytest.raises(BackupDamaged, match="PG_VERSION"):
        recover(server, damaged, until=past.early.at)
    assert [path.name for path in server.data.iterdir()] == ["kept"]


def test_segments_that_no_base_backup_needs_go_with_the_old_ones(past: Past, tmp_path: Path) -> None:
    archive = shutil.copytree(past.archive, tmp_path / "archive", copy_function=os.link)
    [base] = bases_in(archive)
    label = (base / "backup_label").read_text()
    older, needless = archive / "base-20200101T000000.000000Z", archive / "000000010000000000000000.gz"
    older.mkdir()
    needless.touch()
    needed = sorted(path.name for path in archive.iterdir() if path.is_file() and path.stem in label)
    assert forget_before(archive, keep=1) == [older]
    assert bases_in(archive) == [base]
    assert needed
    assert all((archive / name).exists() for name in needed)
    assert not needless.exists()
