"""manage.py delete_account: for who asked by letter."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from orders.models import Order
from privacy.deleting import delete_due
from privacy.models import Deletion, DeletionState
from privacy.services import GRACE, schedule_deletion
from tests.stories import completed_order, placed_order
from vendors.models import Item

LETTER = ("--reason", "letter of 3 May")


def test_it_closes_at_once_and_the_scheduler_erases(ada: User, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("delete_account", "Ada@example.com", *LETTER, "--yes")
    assert "Closed." in capsys.readouterr().out
    deletion = Deletion.objects.get()
    assert (deletion.state, deletion.by_letter) == (DeletionState.CLOSED, "letter of 3 May")
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert delete_due() == 1
    ada.refresh_from_db()
    assert ada.is_deleted


def test_a_dry_run_tells_and_changes_nothing(
    ada: User, item: Item, vendor_owner: User, capsys: pytest.CaptureFixture[str]
) -> None:
    completed_order(ada, item, vendor_owner)
    order = placed_order(ada, item)
    call_command("delete_account", ada.email, *LETTER, "--dry-run")
    told = capsys.readouterr().out
    assert "      2  orders\n" in told
    assert f"In the way: Some of your orders are still under way: {order.reference}." in told
    assert not Deletion.objects.exists()


def test_it_asks_first(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.input", lambda _: "no")
    with pytest.raises(CommandError, match="Nothing was deleted"):
        call_command("delete_account", ada.email, *LETTER)
    assert not Deletion.objects.exists()


def test_it_refuses_what_the_page_refuses(ada: User, item: Item) -> None:
    placed_order(ada, item)
    with pytest.raises(CommandError, match="still under way"):
        call_command("delete_account", ada.email, *LETTER, "--yes")
    assert Order.objects.get().contact_name == "Ada Lovelace"


def test_an_unknown_address_is_said(db: None) -> None:
    with pytest.raises(CommandError, match="no account"):
        call_command("delete_account", "nobody@example.com", *LETTER)


def test_a_letter_brings_forward_what_was_asked_for_on_the_website(ada: User) -> None:
    with transaction.atomic():
        schedule_deletion(ada, due_in=GRACE)
    call_command("delete_account", ada.email, *LETTER, "--yes")
    deletion = Deletion.objects.get()
    assert (deletion.state, deletion.by_letter) == (DeletionState.CLOSED, "letter of 3 May")
