"""Cases: one for each review at a time, whatever speaks of it, taken by one moderator."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.four_eyes import OtherPersonRequired
from accounts.models import User
from moderation.errors import CaseDecided, CaseTaken
from moderation.models import Case, CaseSource, CaseState, SourceKind
from moderation.services import Because, claim_case, decide_case, look_at, next_case, open_case, release_case
from moderation.services.cases import CLAIM_HOLDS, REPORT_PRIORITY
from orders.models import Order
from reviews.errors import NotAModerator
from reviews.models import ModerationGround, ModerationKind, ReportReason, Review
from reviews.reporting import report_review
from reviews.services import submit_review
from tests.factories import MembershipFactory, platform_user
from tests.stories import completed_order
from tests.threads import at_once
from vendors.models import Item, MembershipRole, Vendor
from vendors.relatives import DeciderNotAllowed
from vendors.services.invitations import invite
from vendors.services.team import remove_member

RULE = Because(SourceKind.RULE, 70, rule="links", rule_version=1, inputs={"count": 1})


def by_report(review: Review, by: User) -> Because:
    report = report_review(review, by=by, reason=ReportReason.SPAM)
    return Because(SourceKind.REPORT, REPORT_PRIORITY, report=report)


def test_what_else_speaks_of_a_review_joins_its_case(case: Case, review: Review, vendor_owner: User) -> None:
    assert open_case(review, RULE) == case
    assert open_case(review, by_report(review, vendor_owner)) == case
    case.refresh_from_db()
    assert case.priority == 80
    assert [source.kind for source in case.sources.order_by("pk")] == ["report", "rule", "report"]


def test_the_same_reason_twice_adds_nothing(case: Case, review: Review) -> None:
    for _ in range(2):
        open_case(review, RULE)
    assert case.sources.count() == 2


def test_after_a_decision_the_same_words_are_not_brought_up_again(case: Case, review: Review, moderator: User) -> None:
    open_case(review, RULE)
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    assert open_case(review, RULE) == case
    assert Case.objects.count() == 1
    assert open_case(review, Because(SourceKind.RULE, 70, rule="links", rule_version=1, review_version=2)) != case


@pytest.mark.django_db(transaction=True)
def test_r35_two_reasons_at_once_make_one_case(review: Review) -> None:
    others = [Because(SourceKind.RULE, 70, rule=f"rule_{number}", rule_version=1) for number in range(4)]
    cases = at_once(*[partial(open_case, review, because) for because in others])
    assert len({case.pk for case in cases}) == 1
    assert CaseSource.objects.count() == 4


def test_taken_by_one_until_the_half_hour_is_over(case: Case, moderator: User, other_moderator: User) -> None:
    assert claim_case(case, by=moderator).state == CaseState.CLAIMED
    with pytest.raises(CaseTaken):
        claim_case(case, by=other_moderator)
    with pytest.raises(CaseTaken):
        release_case(case, by=other_moderator)
    with time_machine.travel(timezone.now() + CLAIM_HOLDS + timedelta(minutes=1)):
        assert claim_case(case, by=other_moderator).claimed_by == other_moderator


def test_put_back_into_the_queue(case: Case, moderator: User, other_moderator: User) -> None:
    claim_case(case, by=moderator)
    assert next_case(other_moderator) is None
    release_case(case, by=moderator)
    assert next_case(other_moderator) == case


def test_the_most_urgent_comes_first(case: Case, order: Order, other_moderator: User, moderator: User) -> None:
    assert next_case(moderator) == case
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    assert next_case(moderator) is None
    with pytest.raises(CaseDecided):
        claim_case(case, by=other_moderator)
    with pytest.raises(CaseDecided):
        release_case(case, by=moderator)


def test_nobody_is_given_a_case_of_their_own(case: Case, customer: User, vendor_owner: User) -> None:
    for person in (customer, vendor_owner):
        person.is_staff = person.is_superuser = True
        person.save()
        assert next_case(person) is None
    with pytest.raises(OtherPersonRequired):
        claim_case(case, by=customer)
    with pytest.raises(DeciderNotAllowed):
        claim_case(case, by=vendor_owner)


def test_a_vendor_does_not_choose_its_judges_by_inviting_them(
    case: Case, moderator: User, vendor: Vendor, vendor_owner: User
) -> None:
    invite(vendor, by=vendor_owner, email=moderator.email, role=MembershipRole.STAFF)
    assert next_case(moderator) == case
    assert claim_case(case, by=moderator).claimed_by == moderator


def test_who_left_the_team_lately_is_given_no_case_of_it(case: Case, moderator: User, vendor: Vendor, vendor_owner: User) -> None:
    remove_member(MembershipFactory.create(vendor=vendor, user=moderator, role=MembershipRole.STAFF), by=vendor_owner)
    assert next_case(moderator) is None
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert next_case(moderator) == case


def test_a_moderator_can_choose_to_look(review: Review, moderator: User, stranger: User) -> None:
    case = look_at(review, by=moderator)
    assert (case.claimed_by, case.sources.get().kind) == (moderator, SourceKind.MODERATOR)
    with pytest.raises(NotAModerator):
        look_at(review, by=stranger)


def test_r07_support_does_not_moderate(case: Case) -> None:
    with pytest.raises(NotAModerator):
        claim_case(case, by=platform_user("support"))


@pytest.mark.parametrize(
    ("constraint", "more"),
    [
        ("case_one_undecided", {"priority": 5}),
        ("case_state_known", {"priority": 5, "state": "lost"}),
        ("case_priority_range", {"priority": 101}),
        ("case_claimed_by_somebody", {"priority": 5, "state": "claimed"}),
        ("case_decided_by_an_act", {"priority": 5, "decided_at": timezone.now()}),
    ],
)
def test_the_database_refuses(case: Case, review: Review, constraint: str, more: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Case.objects.create(review=review, **more)


@pytest.mark.parametrize(
    "more",
    [
        {"kind": "report"},
        {"kind": "rule"},
        {"kind": "guess", "rule": "links"},
        {"kind": "appeal", "rule": "links"},
        {"kind": "moderator"},
    ],
)
def test_the_database_refuses_a_source_without_its_parts(case: Case, review: Review, more: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="case_source_of_its_kind"), transaction.atomic():
        CaseSource.objects.create(case=case, review=review, **more)


def test_the_database_keeps_sources_and_decided_cases(case: Case, moderator: User) -> None:
    for statement in (case.sources.all().delete, lambda: case.sources.update(inputs={}), Case.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            statement()
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    with pytest.raises(IntegrityError, match="is decided"), transaction.atomic():
        Case.objects.update(priority=1)


def test_the_database_refuses_a_source_about_another_review(case: Case, customer: User, item: Item, vendor_staff: User) -> None:
    other = submit_review(order=completed_order(customer, item, vendor_staff), by=customer, rating=1, body="Another one")
    with pytest.raises(IntegrityError, match="is about its review"), transaction.atomic():
        CaseSource.objects.create(case=case, review=other, kind="rule", rule="links", rule_version=1)
