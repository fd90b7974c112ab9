"""A log that the test seals by hand."""

from pathlib import Path
from typing import Any

import pytest

from tests.ledger.sealed import SealedLog, sealed_log
from tests.orders.conftest import order
from tests.verifier.building import Signer

__all__ = ["order"]


@pytest.fixture
def witness() -> Signer:
    """The witness that the policy asks for."""
    return Signer("w1.example", bytes([41] * 32), 4)


@pytest.fixture
def log(db: None, tmp_path: Path, settings: Any, witness: Signer) -> SealedLog:
    """An empty log with one key and one witness, quorum 1 of 1."""
    return sealed_log(tmp_path, settings, witness=witness)
