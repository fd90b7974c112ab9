"""What happens by itself: reports, rules and draws fill the queue; authors and reporters get their mail, once."""

import pytest
from django.core import mail

from accounts.models import User, shell_email
from moderation.models import Appeal, Case, Outcome, Signal
from moderation.services import decide_appeal, decide_case, submit_appeal
from reviews.models import ModerationGround, ModerationKind, ReportReason, Review
from reviews.reporting import report_review
from reviews.services import submit_review
from tests.factories import UserFactory
from tests.stories import completed_order
from tests.work import do_due_work
from vendors.models import Item

FACTS = "It calls the baker a thief by name."


def delivered() -> list[tuple[str, str]]:
    """Do all work that is due; return recipient and subject of the mails about moderation."""
    mail.outbox.clear()
    while do_due_work(limit=50):
        pass
    return sorted(
        (one.to[0], str(one.subject)) for one in mail.outbox if "review" in str(one.subject) or "appeal" in str(one.subject)
    )


@pytest.fixture
def settled(review: Review) -> Review:
    """The review, with its own work done."""
    delivered()
    return review


def reported(review: Review, *people: User) -> Case:
    for person in people:
        report_review(review, by=person, reason=ReportReason.ABUSIVE)
    delivered()
    return Case.objects.get()


def test_a_report_opens_a_case_once(settled: Review, stranger: User) -> None:
    case = reported(settled, stranger)
    assert [source.kind for source in case.sources.all()] == ["report"]
    assert case.sources.get().inputs == {"reason": "abusive"}


def test_what_is_published_is_screened_and_watched(customer: User, item: Item, vendor_staff: User, vendor_owner: User) -> None:
    vendor_owner.phone = "+441174960000"  # the order's contact gives the same
    vendor_owner.save()
    order = completed_order(customer, item, vendor_staff)
    submit_review(order=order, by=customer, rating=5, body="Call 0117 496 0999 for the best bread")
    delivered()
    rules = set(Case.objects.get().sources.values_list("rule", flat=True))
    assert rules == {"personal_data", "self_purchase"}  # a shared phone weighs enough to be looked at
    assert Signal.objects.get().inputs == {"marks": ["phone"], "people": [vendor_owner.pk]}


def test_the_author_and_every_reporter_are_told(
    settled: Review, moderator: User, stranger: User, vendor_owner: User, customer: User
) -> None:
    case = reported(settled, stranger, vendor_owner)
    decide_case(case, kind=ModerationKind.HIDE, by=moderator, ground=ModerationGround.ABUSIVE, facts=FACTS)
    assert delivered() == [
        (customer.email, "Your review of Crumb & Co is hidden"),
        (vendor_owner.email, "We looked at the review of Crumb & Co"),
        (stranger.email, "We looked at the review of Crumb & Co"),
    ]
    bodies = {one.to[0]: one.body for one in mail.outbox}
    assert FACTS in bodies[customer.email]
    assert "A reader reported it" in bodies[customer.email]
    assert "/account/statements/" in bodies[customer.email]
    assert "No program decided this." in bodies[customer.email]
    assert FACTS not in bodies[stranger.email]
    assert "we have acted on it" in bodies[stranger.email]
    assert stranger.email not in bodies[customer.email]


def test_nothing_wrong_is_told_to_the_reporter_alone(settled: Review, moderator: User, stranger: User) -> None:
    case = reported(settled, stranger)
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    assert delivered() == [(stranger.email, "We looked at the review of Crumb & Co")]
    assert "it stays as it is" in mail.outbox[0].body


def test_an_appeal_is_confirmed_and_its_outcome_stated(
    settled: Review, moderator: User, other_moderator: User, customer: User, stranger: User
) -> None:
    case = reported(settled, stranger)
    action = decide_case(case, kind=ModerationKind.HIDE, by=moderator, ground=ModerationGround.ABUSIVE, facts=FACTS)
    delivered()
    submit_appeal(action.statement, by=customer, words="He sells under that name.")
    assert delivered() == [(customer.email, "We have your appeal about Crumb & Co")]
    decide_appeal(Appeal.objects.get(), outcome=Outcome.UPHELD, by=other_moderator, facts="It is a man's name.")
    assert delivered() == [(customer.email, "Our decision about your review of Crumb & Co stands")]


def test_who_is_gone_is_not_written_to(settled: Review, moderator: User) -> None:
    ghost = UserFactory.create()
    case = reported(settled, ghost)
    ghost.email = shell_email(ghost.pk)
    ghost.save()
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    assert delivered() == []
