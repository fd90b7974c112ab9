"""What entries add up to, by the table of cases that the web app is held to as well."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings

from orders.statuses import Status
from tracking.first_view import _against as against
from tracking.story import progress_steps, promise_of

CASES: dict[str, Any] = json.loads(
    Path(settings.BASE_DIR, "frontend/src/features/tracking/story.cases.json").read_text(encoding="utf-8")
)


def at(clock: str | None) -> datetime | None:
    return datetime.combine(datetime(2026, 11, 1, tzinfo=UTC), time.fromisoformat(clock), UTC) if clock else None


@pytest.mark.parametrize("case", CASES["progress"], ids=lambda case: f"{case['fulfilment']}-{case['status']}")
def test_how_far_an_order_has_come(case: dict[str, Any]) -> None:
    steps = progress_steps(Status(case["status"]), is_delivery=case["fulfilment"] == "delivery")
    assert [step.state for step in steps] == case["states"]


def test_every_status_has_its_place_on_both_ways() -> None:
    for status in Status:
        assert all(step.label for step in progress_steps(status, is_delivery=True))
        assert all(step.label for step in progress_steps(status, is_delivery=False))


@pytest.mark.parametrize("case", CASES["promises"], ids=lambda case: case["name"])
def test_what_was_promised_and_whether_it_came(case: dict[str, Any]) -> None:
    entries = [
        SimpleNamespace(status=status, estimated_ready_at=at(promised), recorded_at=at(recorded))
        for status, promised, recorded in case["entries"]
    ]
    promise = promise_of(entries, is_delivery=case["fulfilment"] == "delivery")
    wanted = case["promise"]
    if wanted is None:
        assert promise is None
    else:
        assert promise is not None
        assert (promise.at, promise.first_at, promise.kept_at) == (
            at(wanted["at"]), at(wanted["first_at"]), at(wanted["kept_at"]),
        )  # fmt: skip


def test_a_kept_promise_in_words() -> None:
    ten = datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert against(ten.replace(minute=0, second=20) - ten) == "as promised"
    assert against(ten - ten.replace(minute=4)) == "4 minutes before promised"
    assert against(ten.replace(minute=1) - ten) == "1 minute after promised"
