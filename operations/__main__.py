"""`python -m operations backup|base_backup|restore|recover …`: as `manage.py`, on what `make run` keeps under `.local/`.

Where DATABASE_URL is given, that database is meant; else the instance's own PostgreSQL is used, and started for the while
where it does not run. A restore into an instance that runs is refused: its processes must not see half of it. `recover`, back to
a second, works on the cluster's files, so only on an instance's own: docs/operating.md says how on another.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from config.archiving import archive_settings, make_archive
from config.embedded import EmbeddedServerError, Postgres
from config.instance import Instance, StartError, read_json, write_private
from operations.manifest import BackupDamaged
from operations.recovering import NoWayThere, recover

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Find the database, then run the command on it."""
    try:
        if sys.argv[1:2] == ["recover"]:
            _recover(sys.argv[2:])
            return
        with _database(sys.argv[1:2] in (["backup"], ["base_backup"])) as url:
            os.environ["DATABASE_URL"] = url
            _run_command()
            if sys.argv[1] == "restore":
                _prepare_again()
    except (StartError, EmbeddedServerError, NoWayThere, BackupDamaged) as error:
        sys.exit(str(error))


@contextmanager
def _database(is_reading: bool) -> Iterator[str]:
    """Yield the URL of the owner's role, in an environment that settings can be read from."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    instance = Instance(ROOT / ".local")
    running = read_json(instance.run_file).get("database_url", "")
    if running and is_reading:
        os.environ.update(_own(instance))
        yield running
        return
    if is_reading and not (instance.home / "postgres" / "PG_VERSION").exists():
        raise StartError("there is nothing to back up yet: `make run` makes it, or DATABASE_URL names another database")
    with instance.locked():
        server = Postgres(instance.home / "postgres", instance.secret("postgres"))
        os.environ.update(_own(instance))
        server.start()
        try:
            yield server.url()
        finally:
            server.stop()


def _recover(arguments: list[str]) -> None:
    """Make this instance's cluster what it was at a moment, and leave it stopped."""
    parser = argparse.ArgumentParser(prog="python -m operations recover", description=recover.__doc__)
    parser.add_argument("--archive", type=Path, required=True)
    parser.add_argument("--until", type=_moment, help="For instance 2026-11-28T20:00:00Z; without, as new as the archive has it.")
    parser.add_argument("--timeline", type=int, help="Along this history; without, the newest that had begun by then.")
    wanted = parser.parse_args(arguments)
    if os.environ.get("DATABASE_URL"):
        raise StartError("DATABASE_URL names a database whose files are not here: docs/operating.md says how to recover it")
    instance = Instance(ROOT / ".local")
    with instance.locked():
        options = archive_settings(make_archive(wanted.archive))
        log = instance.log_path("recovery")
        server = Postgres(instance.home / "postgres", instance.secret("postgres"), options=options, log=log)
        try:
            done = recover(server, wanted.archive, until=wanted.until, timeline=wanted.timeline)
        finally:
            server.stop()
        (instance.home / "prepared").unlink(missing_ok=True)
    where = f" What was there before is in {done.put_aside}: delete it once you are content." if done.put_aside else ""
    sys.stdout.write(f"Recovered from {done.base.name} along timeline {done.timeline} in {done.seconds:.1f} s.{where}\n")
    sys.stdout.write("`make run` erases again who was erased since; the sealer refuses where the public has more of the log.\n")


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _own(instance: Instance) -> dict[str, str]:
    """Return the environment that this instance's own processes have: its erasure journal, the log's name where it has one."""
    name = instance.home / "sealer" / "origin"
    origin = {"LEDGER_ORIGIN": name.read_text()} if name.exists() else {}
    return {"MODE": "local", "ERASURES_URL": os.environ.get("ERASURES_URL") or instance.erasures_url, **origin}


def _prepare_again() -> None:
    """Have the next `make run` give the restored roles their passwords, and go on with the log that was restored."""
    from operations.backing_up import published_head  # noqa: PLC0415 - Django is set up only now

    home, head = ROOT / ".local", published_head()
    (home / "prepared").unlink(missing_ok=True)
    if head is not None and not (home / "sealer" / "origin").exists():
        (home / "sealer").mkdir(mode=0o700, exist_ok=True)
        write_private(home / "sealer" / "origin", head.origin)


def _run_command() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - the environment is complete only now

    execute_from_command_line(["manage.py", *sys.argv[1:]])


if __name__ == "__main__":
    main()
