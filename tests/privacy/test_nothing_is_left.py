"""A person who did everything that one can do here is deleted; then every column of every table, and every file, is searched."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import time_machine
from django.utils import timezone

from accounts.pruning import prune_sign_ins
from privacy.deleting import delete_due
from privacy.services import GRACE
from tests.accounts.conftest import Browser
from tests.privacy.canaries import CANARIES, EMAIL, PUBLIC_WORDS, STAYS, found_in_files, found_in_tables, person
from tests.privacy.conftest import DELETION, work

__all__ = ["person"]


def test_every_canary_is_gone_but_the_words_of_the_review(
    person: Browser, storage_folder: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    before = {word: found_in_tables(word) for word in CANARIES}
    seeded = set().union(*before.values())
    assert all(before.values())
    assert {
        "accounts_user", "account_emailaddress", "accounts_tokenfamily", "common_idempotentanswer", "django_admin_log",
        "django_session", "events_delivery", "ledger_opening", "mfa_authenticator", "notifications_inboxmail",
        "notifications_blockedaddress",
        "notifications_message", "orders_order", "orders_orderstatushistory", "reviews_reviewreport",
    } <= {table for table, _ in seeded}  # fmt: skip
    assert person.fetch("POST", DELETION, {"email": EMAIL}).status_code == 202
    work()
    assert len(list(storage_folder.rglob("*.zip"))) == 1
    for wait in (timedelta(0), timedelta(seconds=61)):
        with time_machine.travel(timezone.now() + GRACE + wait), django_capture_on_commit_callbacks(execute=True):
            assert delete_due() == 1
            prune_sign_ins()
    with time_machine.travel(timezone.now() + GRACE + timedelta(hours=1)):
        work()
    assert {word: found for word in CANARIES if (found := found_in_tables(word))} == {}
    assert found_in_tables(PUBLIC_WORDS) == set(STAYS)
    assert [word for word in (*CANARIES, PUBLIC_WORDS) if found_in_files(storage_folder, word)] == []
    assert [path for path in storage_folder.rglob("*") if path.is_file()] == []


def test_the_search_finds_what_is_there(person: Browser) -> None:
    assert ("orders_order", "contact_name") in found_in_tables("quillfeather")
    assert ("common_idempotentanswer", "body") in found_in_tables("basilisk")
