"""A town with a sealed log, backed up; and other servers to come back on."""

import re
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from config.embedded import Postgres, runtime_folder
from tests.sealer.conftest import _empty_cache, cluster
from tests.sealer.house import OPTIONS, Cluster, House, Process, wait_until

__all__ = ["_empty_cache", "cluster"]
APP, SEALER = "drill_app", "drill_sealer"
PASSWORDS = {"APP_DATABASE_PASSWORD": "drill-app-password", "SEALER_DATABASE_PASSWORD": "drill-sealer-password"}


@dataclass
class Town:
    """A house, its uploads and documents, and the folder of its backups."""

    house: House
    backups: Path

    @property
    def files(self) -> Path:
        return self.house.folder / "files"

    def manage(self, *arguments: str, code: int = 0, **changes: str) -> str:
        """Run a command of `manage.py` to its end and return what it said."""
        process = self.house.start("manage", "manage.py", *arguments, stdin=subprocess.DEVNULL, **changes)
        assert process.ended(seconds=240) == code, process.said
        return process.said

    def back_up(self) -> Path:
        """Make a backup and return its folder."""
        said = self.manage("backup", "--to", str(self.backups))
        found = re.search(r"^(/.*?): \d+ rows", said, re.MULTILINE)
        assert found, said
        return Path(found.group(1))

    def seal(self) -> str:
        """Let a sealer seal everything, and return the newest signed note."""
        sealer: Process = self.house.sealer()
        self.house.wait_for_leader(sealer, seconds=120)
        wait_until(self.house.is_drained, seconds=120, why=lambda: sealer.said)
        assert sealer.end() == 0, sealer.said
        return self.note()

    def note(self) -> str:
        """Return the newest signed note of the database."""
        return str(self.house.query("SELECT note FROM ledger_signedcheckpoint ORDER BY size DESC LIMIT 1")[0][0])


def town_of(house: House, backups: Path) -> Town:
    """Return a town that keeps its files beside its log."""
    files = house.folder / "files"
    house.environment = {
        **PASSWORDS, "STORAGE_URL": f"file://{files}/uploads", "DOCUMENTS_URL": f"file://{files}/documents",
        "ERASURES_URL": f"file://{house.folder}/erasures",
    }  # fmt: skip
    return Town(house, backups)


@pytest.fixture(scope="module")
def town(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A town with its roles, its files and a log that is sealed to the end."""
    folder = tmp_path_factory.mktemp("town")
    made = town_of(House(cluster, "town", folder), folder / "backups")
    cluster.create("town")
    try:
        loader = made.house.start("town", "-m", "tests.operations.town")
        assert loader.ended(seconds=240) == 0, loader.said
        made.manage("harden_database", "--app-role", APP, "--sealer-role", SEALER)
        made.seal()
        yield made
    finally:
        made.house.stop()


@pytest.fixture(scope="module")
def backup(town: Town) -> Path:
    """A backup of the town."""
    return town.back_up()


@contextmanager
def other_machine(folder: Path) -> Iterator[Town]:
    """A server that has just been made, with an empty database, no roles, no files and no key."""
    data = folder / "postgres"
    server = Postgres(data, secrets.token_urlsafe(24), options=OPTIONS)
    made = town_of(House(Cluster(server), "trusttrack", folder), folder / "backups")
    try:
        server.start()
        yield made
    finally:
        made.house.stop()
        server.stop()
        shutil.rmtree(runtime_folder(data), ignore_errors=True)
