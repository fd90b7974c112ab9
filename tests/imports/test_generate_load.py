"""A load of any size: whole, the same each time, and true to the log."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from imports.load.names import town_name
from ledger.audit import audit
from ledger.integrating import integrate
from ledger.models import QueuedLeaf
from orders.models import Order, OrderStatusHistory
from reviews.models import Review
from vendors.models import Vendor

pytestmark = pytest.mark.django_db


def generate(capsys: pytest.CaptureFixture[str], **options: Any) -> dict[str, Any]:
    call_command("generate_load", **{"vendors": 40, "orders": 60, "processes": 1, **options})
    told: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return told


def content() -> list[list[tuple[Any, ...]]]:
    return [
        list(Vendor.objects.order_by("external_id").values_list("slug", "name", "tagline", "latitude", "cell_7")),
        list(Order.objects.order_by("external_id").values_list("uid", "reference", "status", "total_minor", "vendor__slug")),
    ]


def test_the_load_is_whole_and_the_audit_finds_nothing_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    told = generate(capsys)
    assert (told["vendors"], told["customers"], told["orders"]) == (40, 3, 60)
    assert Vendor.objects.verified().count() == 10
    assert {"placed", "completed"} <= set(Order.objects.values_list("status", flat=True))
    assert Review.objects.exists()
    while QueuedLeaf.objects.exists():
        integrate()
    assert audit().findings == []


def test_every_entry_of_an_order_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    generate(capsys)
    for order in Order.objects.all():
        entries = OrderStatusHistory.objects.filter(order=order).order_by("sequence").values_list("sequence", "status")
        assert [sequence for sequence, _ in entries] == list(range(order.sequence + 1))
        assert list(entries)[-1][1] == order.status


def test_the_same_seed_makes_the_same_content(capsys: pytest.CaptureFixture[str]) -> None:
    seen = []
    for _ in range(2):
        with transaction.atomic():
            generate(capsys)
            seen.append(content())
            transaction.set_rollback(True)
    assert seen[0] == seen[1]


def test_a_second_run_adds_nothing_and_another_seed_adds_others(capsys: pytest.CaptureFixture[str]) -> None:
    generate(capsys)
    again, other = generate(capsys), generate(capsys, seed=2)
    assert (again["vendors"], again["customers"], again["orders"]) == (0, 0, 0)
    assert (other["vendors"], other["orders"]) == (40, 60)
    assert (Vendor.objects.count(), Order.objects.count()) == (80, 120)


def test_many_towns_have_names_of_their_own() -> None:
    assert len({town_name(town) for town in range(6_250)}) == 6_250


@pytest.mark.parametrize("options", [{"vendors": 0}, {"orders": -1}, {"processes": 0}])
def test_what_makes_no_sense_is_refused(capsys: pytest.CaptureFixture[str], options: dict[str, int]) -> None:
    with pytest.raises(CommandError, match="at least one"):
        generate(capsys, **options)


def test_made_up_shops_have_no_place_in_production(capsys: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.IS_LOCAL = False
    with pytest.raises(CommandError, match="no place in production"):
        generate(capsys)
