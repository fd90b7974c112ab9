"""How an export is made: in steps, safe to run twice, given up after three failures."""

import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone

from accounts.models import User
from events.models import Delivery, DeliveryState, Event
from events.registry import registry
from privacy import chapters, exporting
from privacy.event_types import EXPORT_CONTINUED, EXPORT_READY
from privacy.exporting import ExportBusy, clear, expire, retry, work_on
from privacy.figures import exports_pending, oldest_export
from privacy.models import Export, ExportState
from privacy.pruning import prune_exports
from privacy.services import ask_for_export
from tests.privacy.conftest import json_of, work
from tests.stories import placed_order
from tests.threads import at_once
from vendors.models import Item


@pytest.fixture
def export(ada: User, item: Item) -> Export:
    """Ada asked; she has five orders."""
    for _ in range(5):
        placed_order(ada, item)
    return ask_for_export(ada, request=RequestFactory().post("/"))


@pytest.fixture
def _small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exporting, "ORDERS_A_PART", 2)
    monkeypatch.setattr(exporting, "STEP_SECONDS", 0)


def state_of(export: Export) -> tuple[str, int, int]:
    export.refresh_from_db()
    return export.state, export.done, export.total


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def open_file(export: Export, folder: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(folder / export.file_name)


def break_orders(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(chapters, "write_orders", broken)


def test_one_step_is_enough_for_a_few_orders(export: Export, storage_folder: Path) -> None:
    work_on(export.pk)
    assert state_of(export) == ("ready", 5, 5)
    with open_file(export, storage_folder) as archive:
        assert len(json_of(archive, "orders/orders.json")) == 5


@pytest.mark.usefixtures("_small_steps")
def test_many_orders_are_written_in_steps_and_come_out_whole(
    export: Export, storage_folder: Path, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    seen = []
    for _ in range(4):
        with django_capture_on_commit_callbacks(execute=True):
            work_on(export.pk)
        seen.append(state_of(export))
    assert seen == [("pending", 0, 5), ("pending", 2, 5), ("pending", 4, 5), ("ready", 5, 5)]
    assert Event.objects.filter(type=EXPORT_CONTINUED.name).count() == 3
    assert files(storage_folder) == [export.file_name]
    with open_file(export, storage_folder) as archive:
        assert len({row["reference"] for row in json_of(archive, "orders/orders.json")}) == 5
        assert len(archive.read("orders/orders.csv").decode().splitlines()) == 6


@pytest.mark.usefixtures("_small_steps")
def test_a_step_that_is_cut_off_is_made_again(export: Export, storage_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work_on(export.pk)
    with monkeypatch.context() as patched:
        patched.setattr(exporting, "_tell", lambda *_: (_ for _ in ()).throw(RuntimeError("killed")))
        with pytest.raises(RuntimeError, match="killed"):
            work_on(export.pk)
    assert state_of(export) == ("pending", 0, 5)
    for _ in range(3):
        work_on(export.pk)
    assert state_of(export) == ("ready", 5, 5)
    with open_file(export, storage_folder) as archive:
        assert len(json_of(archive, "orders/orders.json")) == 5


def test_a_delivery_made_twice_changes_nothing(export: Export, storage_folder: Path) -> None:
    work()
    before = open_file(export, storage_folder).namelist()
    work_on(export.pk)
    assert Event.objects.filter(type=EXPORT_READY.name).count() == 1
    assert open_file(export, storage_folder).namelist() == before
    assert [one.subject for one in mail.outbox].count("Your data is ready to download") == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_not_meet(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[object] = []
    write = chapters.write_account

    def meanwhile(*given: Any) -> None:
        met.extend(at_once(lambda: work_on(export.pk)))
        write(*given)

    monkeypatch.setattr(chapters, "write_account", meanwhile)
    work_on(export.pk)
    assert [type(one) for one in met] == [ExportBusy]
    assert state_of(export)[0] == "ready"


def test_the_third_failure_is_the_last_and_is_told(
    export: Export, storage_folder: Path, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    break_orders(monkeypatch)
    for _ in range(2):
        with pytest.raises(OSError, match="the disk is full"):
            work_on(export.pk)
        assert state_of(export)[0] == "pending"
    with django_capture_on_commit_callbacks(execute=True):
        work_on(export.pk)
    assert (state_of(export)[0], export.failures) == ("failed", 3)
    assert files(storage_folder) == []


def test_the_outbox_puts_a_failure_off(export: Export, monkeypatch: pytest.MonkeyPatch) -> None:
    break_orders(monkeypatch)
    work()
    delivery = Delivery.objects.get(listener="privacy.export")
    assert (delivery.state, delivery.attempts) == (DeliveryState.PENDING, 1)


def test_after_a_failure_one_can_ask_again(export: Export, ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    Export.objects.update(state=ExportState.FAILED)
    ask_for_export(ada, request=RequestFactory().post("/"))
    work()
    assert list(Export.objects.order_by("pk").values_list("state", flat=True)) == ["failed", "ready"]


def test_a_failed_one_can_be_made_again(export: Export) -> None:
    Export.objects.update(state=ExportState.FAILED, failures=3, parts=1)
    assert retry(export) is True
    work()
    assert state_of(export) == ("ready", 5, 5)
    assert retry(export) is False


def test_none_is_made_again_beside_another(export: Export, ada: User) -> None:
    failed = Export.objects.create(user=ada, state=ExportState.FAILED)
    assert retry(failed) is False


def test_a_week_later_the_file_is_gone(export: Export, storage_folder: Path) -> None:
    work()
    state_of(export)
    assert export.expires_at is not None
    assert timedelta(days=6, hours=23) < export.expires_at - timezone.now() <= timedelta(days=7)
    assert prune_exports() == 0
    Export.objects.update(expires_at=timezone.now())
    assert prune_exports() == 1
    assert state_of(export)[0] == "expired"
    assert files(storage_folder) == []
    assert prune_exports() == 0


def test_one_that_got_stuck_is_given_up(export: Export) -> None:
    Export.objects.update(updated_at=timezone.now() - timedelta(hours=2))
    prune_exports()
    assert state_of(export)[0] == "failed"


def test_what_is_over_is_left_alone(export: Export, storage_folder: Path) -> None:
    expire(export)
    work_on(export.pk)
    clear(export)
    assert state_of(export)[0] == "expired"
    assert files(storage_folder) == []


def test_pruning_is_scheduled() -> None:
    assert prune_exports in registry.pruners


def test_operators_see_what_waits(export: Export) -> None:
    assert exports_pending() == 1
    Export.objects.update(asked_at=timezone.now() - timedelta(minutes=5))
    assert 299 < oldest_export() < 330
    work()
    assert (exports_pending(), oldest_export()) == (0, 0)
