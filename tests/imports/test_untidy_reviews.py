"""Olist's reviews meet the same gate as everybody's."""

from collections.abc import Callable
from typing import Any

import pytest

from imports.olist import files
from reviews.models import Review
from tests.imports.folders import Folder
from vendors.models import Vendor

pytestmark = pytest.mark.django_db
Run = Callable[..., Any]


def refused(result: Any) -> dict[str, int]:
    found: dict[str, int] = result.files[files.REVIEWS.file]["refused"]
    return found


@pytest.mark.parametrize("status", ["created", "approved", "processing", "invoiced", "shipped", "unavailable", "canceled"])
def test_on_an_order_that_never_completed_it_is_refused(folder: Folder, run: Run, status: str) -> None:
    folder.order("o1", status=status)
    folder.review("o1")
    result = run(folder.write())
    assert refused(result) == {"order_not_completed": 1}
    assert result["reviews_accepted"] == 0


def test_on_an_order_without_items_the_gate_speaks_first(folder: Folder, run: Run) -> None:
    folder.order("o1", status="unavailable", line=False)
    folder.order("o2", line=False)
    folder.review("o1")
    folder.review("o2")
    assert refused(run(folder.write())) == {"order_not_completed": 1, "review_of_refused_order": 1}


def test_of_several_the_first_that_was_written_counts(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.review("o1", review="later", score="1", at="2018-03-09 12:00:00")
    folder.review("o1", review="sooner", score="5", at="2018-03-07 12:00:00")
    result = run(folder.write())
    assert refused(result) == {"already_reviewed": 1}
    assert Review.objects.get().external_id == "sooner:o1"
    assert (Vendor.objects.get().rating_sum, Vendor.objects.get().rating_count) == (5, 1)
    assert refused(run(folder.path)) == {"already_imported": 1, "already_reviewed": 1}


def test_one_review_of_two_orders_counts_for_each(folder: Folder, run: Run) -> None:
    folder.order("o1", customer="maria")
    folder.order("o2", customer="maria")
    folder.review("o1", review="same")
    folder.review("o2", review="same")
    assert run(folder.write())["reviews_accepted"] == 2


@pytest.mark.parametrize("score", ["0", "6", "", "4.5", "five", "-1"])
def test_a_rating_that_is_none_is_refused(folder: Folder, run: Run, score: str) -> None:
    folder.order("o1")
    folder.review("o1", score=score)
    assert refused(run(folder.write())) == {"rating_invalid": 1}


def test_a_time_that_is_none_is_refused(folder: Folder, run: Run) -> None:
    folder.order("o1")
    folder.review("o1", at="soon")
    assert refused(run(folder.write())) == {"time_unreadable": 1}


def test_a_review_that_comes_with_a_later_folder_is_taken(folder: Folder, run: Run) -> None:
    folder.order("o1")
    run(folder.write())
    folder.review("o1", body='Linha 1\nLinha 2 "ótimo", sim')
    assert run(folder.write())["reviews_accepted"] == 1
    assert Review.objects.get().body == 'Linha 1\nLinha 2 "ótimo", sim'
