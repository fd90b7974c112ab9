"""Backup, an empty server, restore: what comes back is what was there, and the log goes on."""

import json
import re
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest

from config.embedded import postgres_bin
from tests.operations.conftest import APP, PASSWORDS, SEALER, Town


def schema_of(town: Town) -> str:
    """Return every statement that would make the database's objects and grants anew, by PostgreSQL's own program."""
    url = town.house.cluster.server.url(database=town.house.database)
    command = [str(postgres_bin() / "pg_dump"), "--schema-only", "--no-owner", url]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return re.sub(
        r"^\\(un)?restrict .*$|^-- .*$", "", done.stdout, flags=re.MULTILINE
    )  # a password of each run; names of versions


def rows_of(town: Town) -> dict[str, tuple[object, ...]]:
    """Return for each table how many rows it has and a digest of all that they say."""
    tables = [name for (name,) in town.house.query("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")]
    digest = "SELECT count(*), md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {} t"
    with town.house.cluster.connect(town.house.database) as connection:
        return {name: connection.execute(digest.format(f'"{name}"').encode()).fetchall()[0] for name in tables}


def files_of(town: Town) -> dict[str, bytes]:
    return {str(path.relative_to(town.files)): path.read_bytes() for path in town.files.rglob("*") if path.is_file()}


def root_of(note: str) -> tuple[str, str, str]:
    """Return origin, size and root, which a signed note says first."""
    origin, size, root = note.split("\n")[:3]
    return origin, size, root


def test_r55_a_backup_restored_into_an_empty_server_is_equal_and_the_log_goes_on(
    town: Town, backup: Path, elsewhere: Town, tmp_path: Path
) -> None:
    started = time.monotonic()
    said = elsewhere.manage("restore", str(backup))
    assert f"New roles without a password: {APP}, {SEALER}" in said
    assert "all equal" in said
    assert "missing file" not in said
    assert time.monotonic() - started < 60, "the recovery time that docs/operating.md promises for a database of this size"

    before, after = rows_of(town), rows_of(elsewhere)
    assert after == before
    assert before["orders_order"][0]
    assert schema_of(elsewhere) == schema_of(town)
    assert files_of(elsewhere) == files_of(town)
    assert {name.split("/")[0] for name in files_of(town)} == {"uploads", "documents"}
    assert "no mismatch" in elsewhere.manage("ledger_audit")

    published = tmp_path / "published"
    published.write_text(town.note())
    shutil.copytree(town.house.key.parent, elsewhere.house.key.parent)
    elsewhere.house.state.unlink()  # the key is kept elsewhere; what was signed last is known from what was published
    assert "They fit: the sealer may start." in elsewhere.manage("ledger_resume", "--published", str(published))
    assert root_of(elsewhere.seal()) == root_of(town.note())

    elsewhere.manage("harden_database", "--app-role", APP, "--sealer-role", SEALER)
    assert rows_of(elsewhere)["orders_order"] == before["orders_order"]


def test_r55_the_restored_history_still_refuses_to_be_rewritten(backup: Path, elsewhere: Town) -> None:
    elsewhere.manage("restore", str(backup))
    elsewhere.manage("harden_database", "--app-role", APP, "--sealer-role", SEALER)
    with elsewhere.house.cluster.connect(elsewhere.house.database) as connection:
        for statement in (b"UPDATE ledger_entry SET payload = ''", b"DELETE FROM orders_orderstatushistory"):
            with pytest.raises(Exception, match="append-only"):
                connection.execute(statement)
    url = elsewhere.house.cluster.server.url(user=APP, password=PASSWORDS["APP_DATABASE_PASSWORD"], database="trusttrack")
    told = subprocess.run([str(postgres_bin() / "psql"), url, "-c", "DELETE FROM orders_order"], capture_output=True, check=False)
    assert b"permission denied" in told.stderr


def test_a_restore_refuses_what_is_not_empty_and_a_damaged_backup(
    town: Town, backup: Path, elsewhere: Town, tmp_path: Path
) -> None:
    before = rows_of(town)
    assert "restore into an empty place" in town.manage("restore", str(backup), code=1)
    assert rows_of(town) == before

    damaged = shutil.copytree(backup, tmp_path / "damaged")
    with (damaged / "database.dump").open("r+b") as file:
        file.seek(200)
        file.write(b"x")
    assert "has another SHA-256" in elsewhere.manage("restore", str(damaged), code=1)
    (damaged / "database.dump").unlink()
    assert "is missing" in elsewhere.manage("restore", str(damaged), code=1)
    assert elsewhere.house.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'") == []


def test_told_to_it_replaces_what_is_there_and_puts_files_aside(backup: Path, elsewhere: Town) -> None:
    elsewhere.manage("restore", str(backup))
    (elsewhere.files / "uploads" / "newer.webp").write_bytes(b"newer")
    elsewhere.house.change("CREATE TABLE stray (id int)")
    said = elsewhere.manage("restore", str(backup), "--replace")
    assert "What was there before is in" in said
    assert not (elsewhere.files / "uploads" / "newer.webp").exists()
    [aside] = elsewhere.files.glob("uploads.before-*")
    assert (aside / "newer.webp").read_bytes() == b"newer"
    assert elsewhere.house.query("SELECT 1 FROM pg_tables WHERE tablename = 'stray'") == []


def test_a_backup_is_private_holds_no_key_and_old_ones_go(town: Town, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o700
    kept = b"".join(path.read_bytes() for path in backup.iterdir())
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["contents"]["rows"]["ledger_leaf"] == manifest["log"]["size"]
    assert town.house.key.read_text().strip().encode() not in kept
    assert PASSWORDS["APP_DATABASE_PASSWORD"].encode() not in kept

    folder = town.house.folder / "few"
    for _ in range(3):
        town.manage("backup", "--to", str(folder), "--keep", "2", "--database-only")
        time.sleep(1.1)  # names are by the second
    assert len(list(folder.iterdir())) == 2
