"""A log of its own for each test, on a PostgreSQL that only these tests use."""

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.sealer.house import Cluster, House, Process


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """These tests share no cache with anybody."""


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A durable PostgreSQL that may be crashed."""
    with Cluster.running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def house(cluster: Cluster, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[House]:
    """A fresh log; its processes end with the test."""
    made = House(cluster, f"log_{abs(hash(request.node.nodeid)) % 10**12}", tmp_path)
    cluster.create(made.database)
    try:
        yield made
    finally:
        made.stop()
        cluster.drop(made.database)


@dataclass
class Clerk:
    """Appends entries, each in a transaction of its own, in a process of its own."""

    process: Process

    def append(self, how: str = "") -> tuple[bytes, float]:
        """Return the hash of a new entry's leaf, and when it was committed. `silently`: without a NOTIFY."""
        pipes = self.process.popen
        assert pipes.stdin is not None
        assert pipes.stdout is not None
        pipes.stdin.write(f"append {how}\n".encode())
        pipes.stdin.flush()
        line = pipes.stdout.readline()
        assert line, self.process.said
        told = json.loads(line)
        return bytes.fromhex(told["leaf_hash"]), float(told["at"])


def start_clerk(house: House) -> Clerk:
    """Start somebody who appends."""
    return Clerk(house.start("clerk", "-m", "tests.sealer.clerk", stdin=subprocess.PIPE))
