"""A review, a second moderator, and a case about it."""

import pytest
from pytest_django import Settings

from accounts.models import User
from moderation.models import Case, SourceKind
from moderation.services import Because, open_case
from moderation.services.cases import REPORT_PRIORITY
from reviews.models import ReportReason, Review
from reviews.reporting import report_review
from tests.factories import platform_user
from tests.reviews.conftest import order, review

__all__ = ["order", "review"]


@pytest.fixture(autouse=True)
def _nothing_is_drawn(settings: Settings) -> None:
    """Have no review looked at by lot; tests of the lot say otherwise."""
    settings.MODERATION_SAMPLE_PERCENT = 0


@pytest.fixture
def other_moderator(db: None) -> User:
    """Another person of the platform who moderates."""
    return platform_user("moderator", email="second@example.com")


@pytest.fixture
def case(review: Review, stranger: User) -> Case:
    """The review was reported by a stranger."""
    report = report_review(review, by=stranger, reason=ReportReason.ABUSIVE, detail="It calls the baker names")
    return open_case(review, Because(SourceKind.REPORT, REPORT_PRIORITY, report=report))
