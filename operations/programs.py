"""PostgreSQL's own programs for dumping, copying and restoring, told where the database is."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.conf import settings

from config.embedded import EmbeddedServerError, postgres_bin

#: libpq's variables for what stands in DATABASE_URL's query.
OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}


class ProgramFailed(RuntimeError):
    """One of the programs ended badly; the message is what it said."""


def run_postgres(program: str, *arguments: str) -> str:
    """Run one of PostgreSQL's programs on the database in DATABASE_URL and return its output. Raises ProgramFailed."""
    return run_local(program, *arguments, **connection_variables(settings.DATABASES["default"]))


def run_local(program: str, *arguments: str, **variables: str) -> str:
    """Run one of PostgreSQL's programs, on files or with libpq's `variables`, and return its output. Raises ProgramFailed."""
    command = [_path_of(program), *arguments]
    done = subprocess.run(  # noqa: S603 - a fixed program; nobody's words are among its arguments
        command, env={**os.environ, **variables}, capture_output=True, check=False
    )
    if done.returncode != 0:
        raise ProgramFailed(f"{program}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode()


def connection_variables(database: Mapping[str, Any]) -> dict[str, str]:
    """Return what libpq reads: a password among the arguments would be seen by everybody on the machine."""
    named = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    found = {variable: str(database[name]) for variable, name in named.items() if database[name]}
    options = database.get("OPTIONS", {})
    return found | {variable: str(options[name]) for name, variable in OPTIONS.items() if name in options}


def _path_of(program: str) -> str:
    """Return the wheel's program, else the one on PATH. pg_dump itself refuses a server that is newer than it is."""
    try:
        return str(Path(postgres_bin(), program))
    except EmbeddedServerError:
        found = shutil.which(program)
    if not found:
        raise ProgramFailed(f"there is no {program}: install the client programs of PostgreSQL 18")
    return found
