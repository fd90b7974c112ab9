"""Making a backup: the database of one moment, then the files; whole under its name, or not there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ledger.encoding import encode64
from ledger.models import Checkpoint, SignedCheckpoint
from operations.archives import KEPT, pack, storage_of
from operations.contents import contents, granted_roles
from operations.manifest import Head, Manifest, checksum
from operations.models import BackupRun
from operations.programs import run_postgres

DATABASE = "database.dump"
PREFIX = "trusttrack-"


def back_up(folder: Path, *, at: datetime, with_files: bool = True) -> Path:
    """Write a backup into `folder` and return where it is. Private to this user; it holds no key. Raises ProgramFailed.

    The manifest counts what the dump holds, whatever is written meanwhile: both see the same moment. Files come after the
    database, so that those which its rows name are there.
    """
    target = folder / f"{PREFIX}{at:%Y%m%dT%H%M%SZ}"
    fresh = target.with_suffix(".part")
    fresh.mkdir(mode=0o700, parents=True)
    try:
        with _one_moment() as snapshot:
            run_postgres("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={fresh / DATABASE}")
            manifest = _describe(at)
        packed = {name: pack(storage_of(alias), fresh / name) for alias, name in KEPT.items()} if with_files else {}
        written = {path.name: checksum(path) for path in sorted(fresh.iterdir())}
        replace(manifest, counts=packed, files=written).write(fresh)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return fresh.rename(target)


def backups_in(folder: Path) -> list[Path]:
    """Return the whole backups in a folder, the oldest first."""
    return sorted(path for path in folder.glob(f"{PREFIX}*Z") if path.is_dir())


def forget_old(folder: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest `keep` backups and return those: what was erased must leave the backups too."""
    old = backups_in(folder)[: -max(keep, 1)]
    for path in old:
        shutil.rmtree(path)
    return old


def note_backup(manifest: Manifest, *, size: int) -> None:
    """Write down that a backup was made."""
    BackupRun.objects.create(
        made_at=manifest.time,
        rows=sum(manifest.contents.rows.values()),
        files=sum(manifest.counts.values()),
        size_bytes=size,
    )


def backup_age() -> float:
    """Return how many seconds ago the moment was that the newest backup holds; -1 where none was made."""
    newest = BackupRun.objects.order_by("-pk").values_list("made_at", flat=True).first()
    return -1.0 if newest is None else (timezone.now() - newest).total_seconds()


def published_head() -> Head | None:
    """Return the newest tree that this database holds a signature of."""
    signed = SignedCheckpoint.objects.order_by("-size").first()
    if signed is None:
        return None
    root = bytes(Checkpoint.objects.values_list("root", flat=True).get(size=signed.size))
    return Head(origin=signed.note.split("\n", 1)[0], size=signed.size, root=encode64(root), note=signed.note)


@contextmanager
def _one_moment() -> Iterator[str]:
    """Yield the name of a snapshot that this transaction and a program beside it both see."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield str(cursor.fetchone()[0])


def _describe(at: datetime) -> Manifest:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        server = str(cursor.fetchone()[0])
    applied = sorted(MigrationRecorder(connection).applied_migrations())
    return Manifest(
        made_at=at.isoformat(),
        server=server,
        roles=granted_roles(),
        migrations=dict(applied),  # the last of each app
        contents=contents(),
        log=published_head(),
        counts={},
    )
