"""A throw-away PostgreSQL and Redis for the test run, where DATABASE_URL and REDIS_URL name none.

Loaded early (`-p tests.embedded_plugin`), because Django reads the environment when its settings are imported. Under xdist
the controller starts the servers and the workers inherit the URLs; each worker has a Redis database of its own, and its own
PostgreSQL database by pytest-django. Nothing outlives the run, whatever ends it.
"""

import contextlib
import gc
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from config.embedded import THROW_AWAY, Postgres, Redis, runtime_folder

PREFIX = "trusttrack-tests-"
ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "MODE": "local",
    "SECRET_KEY": "tests-only-secret-key-0123456789-0123456789-0123456789",
    "JWT_SIGNING_KEY": "tests-only-jwt-signing-key-0123456789-0123456789",
    "EMAIL_URL": "inbox://",
    "LOG_FORMAT": "console",
    "DATABASE_POOL_MAX": "0",
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """Set the environment and start the servers before pytest-django imports the settings."""
    for name, value in ENVIRONMENT.items():
        os.environ.setdefault(name, value)
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker is None:
        early_config.add_cleanup(_start_missing_servers().close)
    os.environ["REDIS_URL"] = redis_url_of_worker(os.environ["REDIS_URL"], worker)
    return (yield)


def pytest_collection_finish() -> None:
    """Keep the collector off what lives to the end anyway, and let it run less often: a tenth of the run's time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def redis_url_of_worker(url: str, worker: str | None) -> str:
    """Return `url` with the worker's own database number: 1 for gw0, 2 for gw1, …; unchanged without xdist."""
    if worker is None:
        return url
    number = int(re.sub(r"\D", "", worker)) + 1
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"
    return urlunsplit(parts._replace(path=f"/{number}"))


def _start_missing_servers() -> contextlib.ExitStack[None]:
    """Start what the environment does not name; return what stops it."""
    stack: contextlib.ExitStack[None] = contextlib.ExitStack()
    _remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    data = folder / "postgres"
    stack.callback(shutil.rmtree, runtime_folder(data), ignore_errors=True)
    static = folder / "static"  # not the one that a running product collects into at the same time
    static.mkdir()
    os.environ.setdefault("STATIC_ROOT", str(static))
    if not os.environ.get("DATABASE_URL"):
        postgres = Postgres(data, secrets.token_urlsafe(24), options=(*THROW_AWAY, "max_connections=200"))
        stack.callback(postgres.stop)
        postgres.start()
        os.environ.update(DATABASE_URL=postgres.url(), TEST_FOLDER=str(folder))
    if not os.environ.get("REDIS_URL"):
        redis = Redis(data, databases=64)
        stack.callback(redis.stop)
        redis.start()
        os.environ["REDIS_URL"] = redis.url()
    return stack


def _remove_leftovers() -> None:
    """Remove the folders of earlier runs that were killed (their servers ended with them)."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        pid = int(folder.name.removeprefix(PREFIX).split("-")[0])
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.geteuid() and not _is_alive(pid):
                shutil.rmtree(runtime_folder(folder / "postgres"), ignore_errors=True)
                shutil.rmtree(folder, ignore_errors=True)


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
