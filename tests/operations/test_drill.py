"""Backup, an empty server, restore: what comes back is what was there, and the log goes on."""

import json
import re
import shutil
import stat
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from config.embedded import postgres_bin
from operations.backing_up import forget_old
from operations.manifest import BackupDamaged, Manifest
from tests.operations.conftest import APP, PASSWORDS, SEALER, Town, other_machine

#: What docs/operating.md promises for a database of this size.
RECOVERY_SECONDS = 120


def schema_of(town: Town) -> str:
    """Return every statement that would make the database's objects and grants anew, by PostgreSQL's own program.

    Without the casts and brackets that PostgreSQL writes anew each time that it reads an expression back.
    """
    url = town.house.cluster.server.url(database=town.house.database)
    command = [str(postgres_bin() / "pg_dump"), "--schema-only", "--no-owner", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    text = re.sub(r"^\\(un)?restrict .*$|^-- .*$", "", done.stdout, flags=re.MULTILINE)
    return re.sub(r"::(character varying|text)(\(\d+\))?(\[\])?|[()]", "", text)


def rows_of(town: Town) -> dict[str, tuple[object, ...]]:
    """Return for each table how many rows it has and a digest of all that they say."""
    tables = [name for (name,) in town.house.query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")]
    tables.remove("operations_backuprun")  # after a backup it says that there is one
    digest = "SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
    with town.house.cluster.connect(town.house.database) as connection:
        return {name: connection.execute(digest.format(f'"{name}"').encode()).fetchall()[0] for name in tables}


def files_of(town: Town) -> dict[str, bytes]:
    return {str(path.relative_to(town.files)): path.read_bytes() for path in town.files.rglob("*") if path.is_file()}


def tree_of(note: str) -> list[str]:
    """Return origin, size and root, which a signed note says first."""
    return note.split("\n")[:3]


@dataclass
class Restored:
    """A town that came back on another machine: what the command said, and how all was right after it."""

    town: Town
    said: str
    seconds: float
    rows: dict[str, tuple[object, ...]]
    schema: str
    files: dict[str, bytes]


@pytest.fixture(scope="module")
def restored(town: Town, backup: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Restored]:
    with other_machine(tmp_path_factory.mktemp("elsewhere")) as elsewhere:
        started = time.monotonic()
        said = elsewhere.manage("restore", str(backup))
        seconds = time.monotonic() - started
        yield Restored(elsewhere, said, seconds, rows_of(elsewhere), schema_of(elsewhere), files_of(elsewhere))


def test_r55_rows_constraints_triggers_grants_and_files_are_equal(town: Town, restored: Restored) -> None:
    assert "all equal" in restored.said
    assert f"New roles without a password: {APP}, {SEALER}" in restored.said
    assert "missing file" not in restored.said
    assert "0 accounts erased again" in restored.said
    assert restored.seconds < RECOVERY_SECONDS
    assert restored.rows == rows_of(town)
    assert restored.rows["orders_orderstatushistory"][0] == 10
    assert restored.schema == schema_of(town)
    assert "ENABLE ALWAYS TRIGGER" in restored.schema
    assert f"TO {APP}" in restored.schema
    assert restored.files == files_of(town)
    assert {name.split("/")[0] for name in restored.files} == {"uploads", "documents"}


def test_r55_the_log_has_the_published_root_and_goes_on(town: Town, restored: Restored, tmp_path: Path) -> None:
    elsewhere = restored.town
    assert "no mismatch" in elsewhere.manage("ledger_audit")
    published = tmp_path / "published"
    published.write_text(town.note())
    elsewhere.house.key.parent.mkdir(mode=0o700, exist_ok=True)
    shutil.copy2(town.house.key, elsewhere.house.key)  # the key is kept elsewhere; what was signed last is what was published
    assert "They fit: the sealer may start." in elsewhere.manage("ledger_resume", "--published", str(published))
    elsewhere.seal()
    note = "SELECT note FROM ledger_signedcheckpoint WHERE size = %s"
    size = int(tree_of(town.note())[1])
    assert tree_of(str(elsewhere.house.query(note, size)[0][0])) == tree_of(town.note())


def test_r55_the_restored_history_refuses_to_be_rewritten(restored: Restored) -> None:
    elsewhere = restored.town
    elsewhere.manage("harden_database", "--app-role", APP, "--sealer-role", SEALER)
    server = elsewhere.house.cluster.server
    for statement in (b"UPDATE ledger_entry SET payload = ''", b"DELETE FROM orders_orderstatushistory"):
        with elsewhere.house.cluster.connect("trusttrack") as owner, pytest.raises(psycopg.Error, match="append-only"):
            owner.execute(statement)
    with psycopg.connect(server.url(user=APP, password=PASSWORDS["APP_DATABASE_PASSWORD"], database="trusttrack")) as application:
        assert application.execute("SELECT count(*) FROM orders_order").fetchone() == (4,)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            application.execute("DELETE FROM orders_order")


def test_what_is_not_empty_is_refused_unless_told_and_files_are_put_aside(restored: Restored, backup: Path) -> None:
    elsewhere = restored.town
    newer = elsewhere.files / "uploads" / "newer.webp"
    newer.write_bytes(b"newer")
    elsewhere.house.change("CREATE TABLE stray (id int)")
    assert "restore into an empty place" in elsewhere.manage("restore", str(backup), code=1)
    assert newer.exists()
    assert "What was there before is in" in elsewhere.manage("restore", str(backup), "--replace")
    assert not newer.exists()
    [aside] = elsewhere.files.glob("uploads.before-*")
    assert (aside / "newer.webp").read_bytes() == b"newer"
    assert elsewhere.house.query("SELECT 1 FROM pg_tables WHERE tablename = 'stray'") == []


def test_a_damaged_backup_is_refused_before_anything_is_touched(backup: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(backup, tmp_path / "damaged")
    assert Manifest.read(damaged).files.keys() == {"database.dump", "uploads.tar", "documents.tar"}
    with (damaged / "uploads.tar").open("r+b") as file:
        file.seek(600)
        file.write(b"x")
    with pytest.raises(BackupDamaged, match=r"uploads\.tar is missing or has another SHA-256"):
        Manifest.read(damaged)
    (damaged / "uploads.tar").unlink()
    with pytest.raises(BackupDamaged, match=r"uploads\.tar is missing"):
        Manifest.read(damaged)


def test_a_backup_is_private_and_holds_no_key(town: Town, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["contents"]["rows"]["ledger_leaf"] == manifest["log"]["size"]
    held = b"".join(path.read_bytes() for path in backup.iterdir())
    for secret in (town.house.key.read_text().strip(), PASSWORDS["APP_DATABASE_PASSWORD"], PASSWORDS["SEALER_DATABASE_PASSWORD"]):
        assert secret.encode() not in held


def test_old_backups_go(tmp_path: Path) -> None:
    first, second, third = (f"trusttrack-2026010{day}T000000Z" for day in (1, 2, 3))
    for name in (first, second, third, "other"):
        (tmp_path / name).mkdir()
    forget_old(tmp_path, keep=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", second, third]
