"""Hiding and restoring."""

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from common.errors import Invalid
from common.models import AuditEntry
from events.models import Event
from reviews.errors import AlreadyModerated, NotAModerator
from reviews.models import ModerationGround, Review
from reviews.moderation import hide_review, restore_review
from tests.factories import UserFactory
from vendors.models import Vendor


def rating(vendor: Vendor) -> tuple[int, int]:
    vendor.refresh_from_db()
    return vendor.rating_sum, vendor.rating_count


def test_hidden_and_restored_with_a_trace(review: Review, moderator: User, vendor: Vendor) -> None:
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note=" Names a neighbour ")
    assert rating(vendor) == (0, 0)
    restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="The name was the shop's own")
    assert rating(vendor) == (4, 1)

    acts = list(review.moderation_actions.order_by("pk").values_list("action", "note", "moderator"))
    assert acts == [("hide", "Names a neighbour", moderator.pk), ("restore", "The name was the shop's own", moderator.pk)]
    audit = AuditEntry.objects.filter(object_type="reviews.review").order_by("pk").values_list("action", "reason")
    assert list(audit) == [("review.hide", "Names a neighbour"), ("review.restore", "The name was the shop's own")]
    events = Event.objects.filter(type__in=["review.hidden", "review.restored"]).order_by("pk")
    assert list(events.values_list("type", flat=True)) == ["review.hidden", "review.restored"]


def test_once_is_enough(review: Review, moderator: User, vendor: Vendor) -> None:
    with pytest.raises(AlreadyModerated):
        restore_review(review, by=moderator, ground=ModerationGround.MISTAKE, note="It was never hidden")
    hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    with pytest.raises(AlreadyModerated):
        hide_review(review, by=moderator, ground=ModerationGround.ABUSIVE, note="Abusive")
    assert rating(vendor) == (0, 0)


@pytest.mark.parametrize(
    ("ground", "note"),
    [(ModerationGround.NOTHING_WRONG, ""), (ModerationGround.UNSTATED, ""), (ModerationGround.ABUSIVE, "x" * 501)],
)
def test_a_ground_of_the_closed_list_is_required(review: Review, moderator: User, ground: ModerationGround, note: str) -> None:
    with pytest.raises(Invalid):
        hide_review(review, by=moderator, ground=ground, note=note)
    review.refresh_from_db()
    assert review.status == "published"


@pytest.mark.parametrize("person", ["customer", "vendor_owner", "stranger"])
def test_only_moderators(request: pytest.FixtureRequest, review: Review, person: str) -> None:
    with pytest.raises(NotAModerator):
        hide_review(review, by=request.getfixturevalue(person), ground=ModerationGround.ABUSIVE, note="I do not like it")


def test_staff_needs_the_permission_and_the_permission_needs_staff(review: Review) -> None:
    permission = Permission.objects.get(codename="moderate_review")
    clerk, member = UserFactory.create(is_staff=True), UserFactory.create()
    member.user_permissions.add(permission)
    for person in (clerk, member):
        with pytest.raises(NotAModerator):
            hide_review(review, by=person, ground=ModerationGround.ABUSIVE, note="Abusive")
    clerk.user_permissions.add(permission)
    assert hide_review(review, by=User.objects.get(pk=clerk.pk), ground=ModerationGround.ABUSIVE, note="Abusive").review == review
