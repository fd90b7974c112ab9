"""Coming back to a second: base backups beside the archived write-ahead log, and recovery out of both.

An archive is a folder: PostgreSQL's segments as `archive_command` puts them (config/archiving.py), and the whole cluster now and
then as `base-<time>`, named by when it was finished. It holds everybody's data and no key.
"""

import json
import os
import shutil
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import psycopg

from config.archiving import PACKED, make_archive, recovery_settings
from config.child import NOBODY
from config.embedded import EmbeddedServerError, Postgres, runtime_folder, server_identity
from operations.manifest import BackupDamaged, checksum
from operations.programs import run_local, run_postgres
from operations.timelines import begun_by, leads_into, timeline_of

PREFIX = "base-"
FORM = f"{PREFIX}%Y%m%dT%H%M%S.%fZ"
RECOVERY_SECONDS = 4 * 3600  # replaying a day's log of a busy site


class NoWayThere(RuntimeError):
    """The archive cannot lead to that moment; the message says why, and what it can."""


@dataclass(frozen=True)
class Recovered:
    """What a recovery did: from which base backup along which timeline, where the cluster of before lies, its seconds."""

    base: Path
    timeline: int
    put_aside: Path | None
    seconds: float


def base_backup(archive: Path) -> Path:
    """Copy the whole running cluster into the archive and return where it is: whole under its name, or not there.

    Needs a role that may replicate (the owner of one's own cluster). Raises ProgramFailed.
    """
    fresh = make_archive(archive) / f"{PREFIX}unfinished-{os.getpid()}"
    try:
        run_postgres("pg_basebackup", f"--pgdata={fresh}", "--checkpoint=fast", "--manifest-checksums=SHA256")
        return fresh.rename(archive / datetime.now(UTC).strftime(FORM))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def bases_in(archive: Path) -> list[Path]:
    """Return the whole base backups of an archive, the oldest first."""
    return sorted(path for path in archive.glob(f"{PREFIX}*Z") if path.is_dir())


def forget_before(archive: Path, *, keep: int) -> list[Path]:
    """Delete all but the newest `keep` base backups, and the segments that none of those needs; return the backups that went."""
    old = bases_in(archive)[: -max(keep, 1)]
    for path in old:
        shutil.rmtree(path)
    if bases := bases_in(archive):
        [label] = [line for line in (bases[0] / "backup_label").read_text().splitlines() if line.startswith("START WAL")]
        run_local("pg_archivecleanup", "-x", PACKED, str(archive), label.rsplit("file ", 1)[1].rstrip(")"))
    return old


def recover(server: Postgres, archive: Path, *, until: datetime | None, timeline: int | None = None) -> Recovered:
    """Make the cluster of `server` what it was at `until`, or as new as the archive has it, and leave it running.

    Along `timeline`, or the newest that had begun by then: what was recovered later has nothing of that time. All is done
    beside the cluster that is there, which is put aside at the very end: whatever fails or interrupts this, it stays. The base
    backup is checked first, byte by byte; what is recovered takes writes again and goes on with a history of its own (a new
    timeline). Raises NoWayThere, BackupDamaged.
    """
    started = time.monotonic()
    base, timeline = _way_to(archive, until, timeline)
    _verify(base)
    fresh = replace(server, data=server.data.with_name(f"{server.data.name}.recovering"))
    aside = server.data.with_name(f"{server.data.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}")
    try:
        _copy(base, fresh.data)
        _ask_for_recovery(fresh.data, recovery_settings(archive.resolve(), until=until, timeline=timeline))
        fresh.start(seconds=RECOVERY_SECONDS)
        _wait_until_open(fresh)
        fresh.stop()
        if server.data.exists():
            server.data.rename(aside)
        fresh.data.rename(server.data)
        server.start(seconds=RECOVERY_SECONDS)
    except BaseException as error:
        _as_before(server, fresh, aside)
        if not isinstance(error, EmbeddedServerError | psycopg.Error | OSError):
            raise
        words = server.log.read_text(errors="replace").splitlines()[-8:] if server.log and server.log.exists() else []
        raise NoWayThere(f"PostgreSQL did not get there ({error}). It said:\n" + "\n".join(words)) from error
    finally:
        shutil.rmtree(runtime_folder(fresh.data), ignore_errors=True)
    return Recovered(base, timeline, aside if aside.exists() else None, time.monotonic() - started)


def _way_to(archive: Path, until: datetime | None, timeline: int | None) -> tuple[Path, int]:
    """Return the base backup and the timeline that lead to that moment."""
    bases = bases_in(archive)
    usable = [base for base in bases if until is None or datetime.strptime(base.name, FORM).replace(tzinfo=UTC) <= until]
    if not usable:
        first = f"the oldest is {bases[0].name}" if bases else f"there is none in {archive}"
        raise NoWayThere(f"No base backup was finished by {until or 'now'}: {first}.")
    wanted = timeline if timeline is not None else max([timeline_of(usable[-1]), *begun_by(archive, until)])
    for base in reversed(usable):
        if leads_into(base, archive, wanted):
            return base, wanted
    raise NoWayThere(f"No base backup that was finished by {until or 'now'} leads into timeline {wanted}.")


def _verify(base: Path) -> None:
    """Hold every file against the manifest that PostgreSQL wrote beside them: its own pg_verifybackup is not in every build."""
    try:
        listed = json.loads((base / "backup_manifest").read_text())["Files"]
    except (OSError, ValueError, KeyError) as error:
        raise BackupDamaged(f"{base / 'backup_manifest'} cannot be read: {error}") from error
    for one in listed:
        path = base / (one["Path"] if "Path" in one else os.fsdecode(bytes.fromhex(one["Encoded-Path"])))
        if not path.is_file() or checksum(path) != one["Checksum"]:
            raise BackupDamaged(f"{path} is missing or has another SHA-256 than its manifest says")


def _copy(base: Path, data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)  # of one that was killed
    needed = sum(path.stat().st_size for path in base.rglob("*") if path.is_file())
    free = shutil.disk_usage(data.parent).free
    if needed > free:
        raise NoWayThere(
            f"{base.name} has {needed / 1e6:.0f} MB, and {data.parent} has room for {free / 1e6:.0f} MB: make room first."
        )
    shutil.copytree(base, data, symlinks=True)
    data.chmod(0o700)
    if server_identity() == "nobody":
        for path in (data, *data.rglob("*")):
            shutil.chown(path, NOBODY)


def _as_before(server: Postgres, fresh: Postgres, aside: Path) -> None:
    """Stop what was started and remove what was copied; put the cluster of before back where it was moved already."""
    fresh.stop()
    server.stop()
    shutil.rmtree(fresh.data, ignore_errors=True)
    if aside.exists():
        shutil.rmtree(server.data, ignore_errors=True)
        aside.rename(server.data)


def _ask_for_recovery(data: Path, wanted: dict[str, str]) -> None:
    lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in wanted.items()]
    with (data / "postgresql.auto.conf").open("a") as file:
        file.writelines(lines)
    (data / "recovery.signal").touch(mode=0o600)


def _wait_until_open(server: Postgres) -> None:
    """Return once it takes writes. Raises EmbeddedServerError where it ended instead: the log does not reach that far."""
    deadline = time.monotonic() + RECOVERY_SECONDS
    while time.monotonic() < deadline:
        if server.process is None or server.process.poll() is not None:
            raise EmbeddedServerError("it ended: the archive does not reach that moment")
        try:
            with psycopg.connect(server.url(), autocommit=True, connect_timeout=5) as connection:
                if connection.execute("SELECT pg_is_in_recovery()").fetchone() == (False,):
                    _forget_recovery(connection)
                    return
        except psycopg.OperationalError:
            pass  # not yet, or not any more: the process says which
        time.sleep(0.05)
    raise EmbeddedServerError("it takes too long")


def _forget_recovery(connection: "psycopg.Connection[object]") -> None:
    """Take the settings back: a standby or a later recovery out of this cluster would find them. Ready to be stopped quickly."""
    for name in ("restore_command", "recovery_target_timeline", "recovery_target_time", "recovery_target_action"):
        connection.execute(f"ALTER SYSTEM RESET {name}".encode())
    connection.execute("CHECKPOINT")
