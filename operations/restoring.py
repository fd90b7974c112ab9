"""Coming back from a backup: into an empty place, proved equal to what was backed up before anybody uses it."""

from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from operations.archives import KEPT, is_empty, missing_files, put_aside, storage_of, unpack
from operations.backing_up import DATABASE
from operations.contents import contents, tables
from operations.manifest import Manifest
from operations.programs import run_postgres

#: As a new database has it.
EMPTY = (
    "DROP SCHEMA public CASCADE",
    "CREATE SCHEMA public",
    "ALTER SCHEMA public OWNER TO pg_database_owner",
    "GRANT USAGE ON SCHEMA public TO PUBLIC",
)


class TargetNotEmpty(RuntimeError):
    """There is something that the restore would destroy; the message says what."""


class RestoredDiffers(RuntimeError):
    """What was restored is not what was backed up; the message says where."""


@dataclass(frozen=True)
class Restored:
    """What a restore did. `missing`: files that rows name and the backup did not have.

    `is_older_than_code`: migrations are to be run before anything reads it.
    """

    manifest: Manifest
    files: int
    put_aside: list[str]
    new_roles: list[str]
    missing: list[str] = field(default_factory=list)
    is_older_than_code: bool = False


def restore(folder: Path, *, replace: bool = False) -> Restored:
    """Restore a backup as the owner of the database and return what was done.

    All checksums are looked at first, then whether database and storages are empty; `replace` empties them (files on a disk
    are put aside). Rows, sequences, constraints, triggers, functions and grants are held against the manifest before this
    returns. Raises BackupDamaged, TargetNotEmpty, ProgramFailed, RestoredDiffers.
    """
    manifest = Manifest.read(folder)
    packed = [alias for alias, name in KEPT.items() if name in manifest.files]
    _refuse_unless_empty(packed, replace=replace)
    aside = [where for where in (put_aside(storage_of(alias)) for alias in packed) if where]
    new_roles = _prepare(manifest.roles)
    run_postgres(
        "pg_restore", "--single-transaction", "--exit-on-error", "--no-owner",
        "--dbname", connection.settings_dict["NAME"], str(folder / DATABASE),
    )  # fmt: skip
    _compare(manifest)
    files = sum(unpack(folder / KEPT[alias], storage_of(alias)) for alias in packed)
    is_older = _is_older_than_code()
    return Restored(manifest, files, aside, new_roles, missing_files() if packed and not is_older else [], is_older)


def _is_older_than_code() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _refuse_unless_empty(aliases: list[str], *, replace: bool) -> None:
    found = [f"the database has {len(tables())} tables"] if tables() else []
    found += [f"the storage {alias} has files" for alias in aliases if not is_empty(storage_of(alias))]
    if found and not replace:
        raise TargetNotEmpty(f"{' and '.join(found)}: restore into an empty place, or say --replace")


def _prepare(roles: list[str]) -> list[str]:
    """Empty the database and make the roles that are given something; return the new ones, which cannot sign in yet."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        if tables():
            for statement in EMPTY:
                cursor.execute(statement)
        cursor.execute("SELECT rolname FROM pg_roles")
        there = {name for (name,) in cursor.fetchall()}
        new = [role for role in roles if role not in there]
        for role in new:
            cursor.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)).as_string(cursor.connection))
    return new


def _compare(manifest: Manifest) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        found = manifest.contents.differences(contents())
        if found:
            raise RestoredDiffers("the backup and what was restored: " + "; ".join(found[:20]))
        cursor.execute("ANALYZE")
