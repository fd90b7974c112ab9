"""The public has more of the log than the backup, or another: it is said, and no sealer signs a fork."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.operations.conftest import Town, town_of
from tests.sealer.conftest import Clerk, house, start_clerk
from tests.sealer.house import Cluster, House

__all__ = ["house"]


def entries(town: Town, count: int) -> None:
    """Append entries and have them sealed."""
    clerk: Clerk = start_clerk(town.house)
    for _ in range(count):
        clerk.append()
    town.seal()


@pytest.fixture(scope="module")
def lost(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    """A log of which a backup was made, that went on, was published, and was then lost: restored from the backup."""
    folder = tmp_path_factory.mktemp("lost")
    town = town_of(House(cluster, "lost", folder), folder / "backups")
    cluster.create("lost")
    try:
        entries(town, 3)
        backup = town.back_up()
        entries(town, 2)
        (folder / "published").write_text(town.note())
        town.manage("restore", str(backup), "--replace")
        town.house.stop()
        yield town
    finally:
        town.house.stop()


@pytest.fixture
def ahead(lost: Town, house: House) -> tuple[Town, Path]:
    """A copy of it for each test, and what was published."""
    with house.cluster.connect("postgres") as connection:
        connection.execute(f'DROP DATABASE "{house.database}"'.encode())
        connection.execute(f'CREATE DATABASE "{house.database}" TEMPLATE "{lost.house.database}"'.encode())
    shutil.copytree(lost.house.key.parent, house.key.parent)
    return town_of(house, house.folder), lost.house.folder / "published"


def tree_of(town: Town) -> list[tuple[object, ...]]:
    """Return what was signed, and how many leaves there are."""
    return town.house.query(
        "SELECT size, note FROM ledger_signedcheckpoint UNION ALL SELECT count(*), '' FROM ledger_leaf ORDER BY 1, 2"
    )


def assert_refuses(town: Town, why: str) -> None:
    """Start a sealer with new entries waiting: it refuses, and signs and integrates nothing."""
    clerk = start_clerk(town.house)
    clerk.append()
    before = tree_of(town)
    sealer = town.house.sealer()
    assert sealer.ended(seconds=120) == 1, sealer.said
    assert why in sealer.said
    assert tree_of(town) == before


def sizes(town: Town, published: Path) -> tuple[int, int]:
    """Return how many leaves the database has, and how many were published."""
    return int(town.note().split("\n")[1]), int(published.read_text().split("\n")[1])


def test_on_the_same_machine_the_sealer_knows_by_itself(ahead: tuple[Town, Path]) -> None:
    town, published = ahead
    assert_refuses(town, "it was rolled back")
    here, there = sizes(town, published)
    said = town.manage("ledger_resume", "--published", str(published), code=1)
    assert f"This database has {here} leaves; {there} were published." in said
    assert f"The public has {there - here} leaves that this database has not" in said
    assert_refuses(town, "it was rolled back")


def test_on_another_machine_it_is_known_from_what_was_published(ahead: tuple[Town, Path], tmp_path: Path) -> None:
    town, published = ahead
    here, there = sizes(town, published)
    old = tmp_path / "old"
    old.write_text(town.note())
    town.house.state.unlink()
    assert_refuses(town, "is gone, but this log was signed before")
    missing = f"{there - here} leaves that this database has not"
    assert missing in town.manage("ledger_resume", "--published", str(old), "--published", str(published), code=1)
    assert_refuses(town, "it was rolled back")
    assert missing in town.manage("ledger_resume", "--published", str(old), code=1), "the state was put back"


def test_another_tree_is_a_fork(ahead: tuple[Town, Path], tmp_path: Path) -> None:
    town, published = ahead
    state = town.house.state.read_bytes()
    town.house.state.unlink()
    old = tmp_path / "old"
    old.write_text(town.note())
    town.manage("ledger_resume", "--published", str(old))  # what was published since is not told: nobody can know
    entries(town, 6)
    assert "another tree" in town.manage("ledger_resume", "--published", str(published), code=1)
    town.house.state.write_bytes(state)
    assert_refuses(town, "The sealer stops")


def test_what_this_log_did_not_sign_is_not_believed(ahead: tuple[Town, Path], tmp_path: Path) -> None:
    town, published = ahead
    forged = tmp_path / "forged"
    origin, _, rest = published.read_text().split("\n", 2)
    forged.write_text(f"{origin}\n3\n{rest}")
    assert "the signature of" in town.manage("ledger_resume", "--published", str(forged), code=1)
    assert "cannot be read" in town.manage("ledger_resume", "--published", str(tmp_path / "nothing"), code=1)
    assert "Say where" in town.manage("ledger_resume", code=1)
