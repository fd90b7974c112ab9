"""Is it ready, and if not, why: the questions that the supervisor asks while it starts."""

import hashlib
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import psycopg

from config.instance import HOST, StartError


def check_database(url: str) -> None:
    """Return when the given database answers. Raises StartError."""
    try:
        psycopg.connect(url, connect_timeout=10).close()
    except psycopg.Error as error:
        raise StartError(f"the database in DATABASE_URL does not answer: {error}") from None


def fingerprint(root: Path, patterns: Sequence[str], *more: str) -> str:
    """Return a hash over the files that match: it changes when there is something new to prepare."""
    digest = hashlib.sha256("\0".join((str(root), *more)).encode())
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        digest.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def why_not_ready(port: int, *, host: str) -> str | None:
    """Ask /readyz as a request to `host`; return nothing when it is ready, else what it lacks."""
    request = urllib.request.Request(f"http://{HOST}:{port}/readyz", headers={"Host": host})
    try:
        with urllib.request.urlopen(request, timeout=10):
            return None
    except urllib.error.HTTPError as error:
        return error.read(2000).decode(errors="replace")
    except OSError as error:
        return f"the web process does not answer ({error})"


def tail(log: Path, lines: int = 15) -> str:
    """Return the last lines of a log file."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return "(no log)"
