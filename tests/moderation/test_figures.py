"""The figures: what is counted, month by month and in the log, and that the public answer is the sum of it."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from ledger.audit import audit
from moderation.auditing import check_statements
from moderation.figures import count_month, count_months, first_of, next_month
from moderation.models import Appeal, Case, Measure, MonthlyFigure, Outcome, Statement, TombstoneCount
from moderation.services import decide_appeal, submit_appeal
from moderation.tasks import count
from moderation.tombstones import COUNTS_KEPT, count_tombstones, prune_counts, tombstones_between
from reviews.models import ModerationAction, ModerationGround, Review
from reviews.moderation import hide_review
from tests.decisions import hide, restore
from tests.ledger.conftest import log, witness
from tests.ledger.owner import rewrite
from tests.ledger.sealed import SealedLog

__all__ = ["log", "witness"]
URL = "/api/v1/transparency/"


def figure(measure: Measure, kind: str = "", reason: str = "") -> int:
    return MonthlyFigure.objects.get(month=first_of(timezone.now()), measure=measure, kind=kind, reason=reason).value


def reversed_appeal(statement: Statement, by: User) -> None:
    submit_appeal(statement, by=statement.recipient, words="It is the shop's own name.")
    decide_appeal(Appeal.objects.get(), outcome=Outcome.REVERSED, by=by, facts="The name is the shop's own.")


def test_a_month_is_counted_and_counted_again(case: Case, moderator: User, other_moderator: User) -> None:
    action = hide(case.review, by=moderator)
    reversed_appeal(action.statement, other_moderator)
    for _ in range(2):
        assert count_months() >= 1
    assert figure(Measure.REPORTS, reason="abusive") == 1
    assert figure(Measure.ACTIONS, "hide", "abusive") == 1
    assert figure(Measure.ACTIONS, "restore", "appeal_granted") == 1
    assert figure(Measure.CASES_DECIDED) == 2
    assert figure(Measure.MINUTES_TO_DECIDE) == 0
    assert (figure(Measure.APPEALS), figure(Measure.APPEALS_DECIDED, "reversed")) == (1, 1)


def test_months_that_were_missed_are_counted_too(case: Case) -> None:
    this = first_of(timezone.now())
    old = this - timedelta(days=150)
    MonthlyFigure.objects.create(month=first_of(old), measure=Measure.REPORTS, reason="spam", value=9)
    assert count_months() == 6
    assert MonthlyFigure.objects.get(month=first_of(old)).value == 9


@pytest.mark.parametrize(("month", "then"), [(date(2026, 11, 1), date(2026, 12, 1)), (date(2026, 12, 1), date(2027, 1, 1))])
def test_the_month_after(month: date, then: date) -> None:
    assert next_month(month) == then


def test_an_empty_month_has_no_rows(db: None) -> None:
    count_month(date(2020, 1, 1))
    assert not MonthlyFigure.objects.exists()


def test_removed_reviews_are_what_the_log_says_up_to_a_size(log: SealedLog, case: Case, review: Review, moderator: User) -> None:
    assert count_tombstones() is None
    hide(review, by=moderator)
    log.prove()
    first = count_tombstones()
    assert first is not None
    assert (first.removed, first.published_again) == (1, 0)
    restore(review, by=moderator)
    assert count_tombstones() == first  # nothing new is signed
    log.prove()
    hide(review, by=moderator)
    log.prove()
    second = count_tombstones()
    assert second is not None
    assert (second.removed, second.published_again) == (2, 1)
    whole = tombstones_between(0, second.tree_size)
    assert (whole["removed"], whole["published_again"]) == (2, 1)
    assert ModerationAction.objects.filter(action="hide").count() == second.removed
    assert audit().findings == []


def test_the_page_says_what_the_log_says(log: SealedLog, case: Case, review: Review, moderator: User) -> None:
    hide(review, by=moderator)
    log.prove()
    count()
    told = APIClient().get(URL).json()
    newest = TombstoneCount.objects.get()
    assert told["removed"] == {
        "tombstones": 1, "published_again": 0, "removed_now": 1, "tree_size": newest.tree_size,
        "root_hash": told["removed"]["root_hash"], "counted_at": told["removed"]["counted_at"],
    }  # fmt: skip
    assert told["automated_decisions"] == 0
    assert told["reports"] == [{"reason": "abusive", "reason_label": "Abusive or hateful", "count": 1}]
    assert told["decisions"] == [
        {
            "decision": "hide", "decision_label": "Hidden", "reason": "abusive", "reason_label": "Abusive or hateful", "count": 1,
        }
    ]  # fmt: skip
    assert {rule["code"] for rule in told["rules"]} >= {"personal_data", "links", "abuse", "copied_text", "burst", "ring"}
    assert all(rule["version"] >= 1 for rule in told["rules"])
    assert [month["month"] for month in told["months"]] == [first_of(timezone.now()).isoformat()]


def test_before_anything_happened(db: None) -> None:
    told = APIClient().get(URL)
    assert told.status_code == 200
    assert told["Cache-Control"] == "public, max-age=300"
    assert (told.json()["removed"], told.json()["months"], told.json()["decisions"]) == (None, [], [])


@pytest.mark.parametrize("months", [1, 50])
def test_r28_the_page_is_bounded_however_many_months(db: None, months: int) -> None:
    month = date(2020, 1, 1)
    for _ in range(months):
        MonthlyFigure.objects.create(month=month, measure=Measure.REPORTS, reason="spam", value=2)
        month = next_month(month)
    with CaptureQueriesContext(connection) as queries:
        told = APIClient().get(URL).json()
    assert (len(told["months"]), told["reports"][0]["count"], len(queries)) == (min(24, months), 2 * months, 4)
    cache.set("moderation.transparency", {**told, "sample_percent": 7.0}, 60)
    assert APIClient().get(URL).json()["sample_percent"] == 7.0


def test_the_table_is_csv(case: Case) -> None:
    count_months()
    answer = APIClient().get(f"{URL}figures.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert rows == [
        ["month", "measure", "kind", "reason", "value"],
        [str(first_of(timezone.now())), "reports", "", "abusive", "1"],
    ]


def test_the_audit_is_content_with_what_was_done_in_cases(case: Case, moderator: User, other_moderator: User) -> None:
    reversed_appeal(hide(case.review, by=moderator).statement, other_moderator)
    assert list(check_statements()) == []


def test_the_audit_finds_a_decision_that_nobody_was_told_of(review: Review, moderator: User) -> None:
    action = hide_review(review, by=moderator, ground=ModerationGround.SPAM)
    assert list(check_statements()) == [f"act {action.pk} on review {review.pk} was never stated to its author"]


def test_the_audit_finds_the_same_judge(case: Case, moderator: User, other_moderator: User) -> None:
    reversed_appeal(hide(case.review, by=moderator).statement, other_moderator)
    rewrite("UPDATE moderation_appeal SET decided_by_id = %s", moderator.pk, tables=("moderation_appeal",))
    (line,) = check_statements()
    assert "decided by who made the decision" in line


def test_the_audit_counts_tombstones_again(log: SealedLog, case: Case, review: Review, moderator: User) -> None:
    hide(review, by=moderator)
    log.prove()
    count_tombstones()
    TombstoneCount.objects.update(removed=0)
    (line,) = check_statements()
    assert line.startswith("0 tombstones were counted")


def test_old_counts_go(db: None) -> None:
    TombstoneCount.objects.bulk_create(
        TombstoneCount(tree_size=size, removed=0, published_again=0) for size in range(1, COUNTS_KEPT + 4)
    )
    assert (prune_counts(), prune_counts(), TombstoneCount.objects.count()) == (3, 0, COUNTS_KEPT)


@pytest.mark.parametrize(
    ("constraint", "more"),
    [
        ("figure_of_a_month", {"month": date(2026, 11, 2), "measure": "reports"}),
        ("figure_measure_known", {"month": date(2026, 11, 1), "measure": "smiles"}),
        ("figure_once", {"month": date(2020, 1, 1), "measure": "reports"}),
    ],
)
def test_the_database_refuses(db: None, constraint: str, more: dict[str, Any]) -> None:
    MonthlyFigure.objects.create(month=date(2020, 1, 1), measure="reports", value=1)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        MonthlyFigure.objects.create(value=1, **more)
