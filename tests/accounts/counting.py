"""Work done, counted: more robust than a clock on a busy machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core import mail
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext


class CountingHasher(Argon2PasswordHasher):
    """Argon2, and how often it was asked."""

    count = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        encoded: str = super().encode(password, salt)
        return encoded

    def verify(self, password: str, encoded: str) -> bool:
        CountingHasher.count += 1
        return bool(super().verify(password, encoded))


@dataclass
class Work:
    """What one call cost."""

    hashes: int = 0
    writes: int = 0
    reads: int = 0
    mails: int = 0


@contextmanager
def work_of() -> Iterator[Work]:
    """Count what happens inside."""
    work, mails = Work(), len(mail.outbox)
    CountingHasher.count = 0
    with (
        override_settings(PASSWORD_HASHERS=["tests.accounts.counting.CountingHasher"]),
        CaptureQueriesContext(connection) as seen,
    ):
        yield work
    statements: list[Any] = [query["sql"].lstrip().upper() for query in seen.captured_queries]
    work.hashes = CountingHasher.count
    work.writes = sum(sql.startswith(("INSERT", "UPDATE", "DELETE")) for sql in statements)
    work.reads = sum(sql.startswith("SELECT") for sql in statements)
    work.mails = len(mail.outbox) - mails
