"""The moderators' desk."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from common.models import AuditEntry
from reviews.models import ModerationAction, Review
from reviews.reporting import report_review
from tests.desks import desk_of
from tests.factories import UserFactory
from vendors.models import Vendor

LIST = "admin:reviews_review_changelist"


@pytest.fixture
def desk(moderator: User) -> Client:
    """The admin, as the moderator sees it."""
    return desk_of(moderator)


def select(desk: Client, act: str, review: Review) -> str:
    """Choose an action in the list; return where it asks for the reason."""
    answer = desk.post(reverse(LIST), {"action": act, "_selected_action": [review.pk]})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_hidden_and_restored_with_a_reason_and_a_trace(desk: Client, review: Review, vendor: Vendor) -> None:
    ask = select(desk, "hide", review)
    assert "Hide 1 review" in desk.get(ask).content.decode()
    desk.post(ask, {"reason": "Names a neighbour"})
    review.refresh_from_db()
    vendor.refresh_from_db()
    assert (review.status, vendor.rating_count) == ("hidden", 0)

    desk.post(select(desk, "restore", review), {"reason": "It was the shop's name"})
    review.refresh_from_db()
    assert review.status == "published"
    acts = AuditEntry.objects.filter(object_type="reviews.review").order_by("pk")
    assert list(acts.values_list("action", "reason")) == [
        ("review.hide", "Names a neighbour"),
        ("review.restore", "It was the shop's name"),
    ]
    page = desk.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    assert "Names a neighbour" in page
    assert 'name="_save"' not in page


def test_without_a_reason_nothing_happens(desk: Client, review: Review) -> None:
    answer = desk.post(select(desk, "hide", review), {"reason": "  "})
    assert answer.status_code == 200
    assert not ModerationAction.objects.exists()


def test_from_the_reviews_own_page(desk: Client, review: Review) -> None:
    answer = desk.get(reverse("admin:reviews_review_hide_this", args=[review.pk]))
    desk.post(answer["Location"], {"reason": "Abusive"})
    review.refresh_from_db()
    assert review.status == "hidden"
    again = desk.get(reverse("admin:reviews_review_hide_this", args=[review.pk]))
    assert desk.get(again["Location"])["Location"] == reverse(LIST)


def test_reports_are_counted_and_shown(desk: Client, review: Review, stranger: User) -> None:
    report_review(review, by=stranger, reason="spam", detail="<script>alert(1)</script>")  # type: ignore[arg-type]  # the value
    assert desk.get(reverse(LIST)).context["cl"].result_list[0].number_of_reports == 1
    page = desk.get(reverse("admin:reviews_review_change", args=[review.pk])).content.decode()
    assert "&lt;script&gt;alert(1)" in page


def test_r07_staff_without_the_permission_only_reads(review: Review) -> None:
    clerk = UserFactory.create(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_review"))
    client = desk_of(clerk)
    assert client.get(reverse(LIST)).status_code == 200
    client.post(reverse(LIST), {"action": "hide", "_selected_action": [review.pk]})
    client.post(f"{reverse('admin:reviews_review_moderate', args=['hide'])}?ids={review.pk}", {"reason": "Mine"})
    review.refresh_from_db()
    assert review.status == "published"


def test_nothing_can_be_written_or_deleted(desk: Client, review: Review) -> None:
    assert desk.get(reverse("admin:reviews_review_add")).status_code == 403
    assert desk.post(reverse("admin:reviews_review_change", args=[review.pk]), {"rating": 5}).status_code == 403
    assert desk.post(reverse("admin:reviews_review_delete", args=[review.pk]), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=x,,9999999999999999999999", "?ids=٣"])
def test_odd_selections_do_nothing(desk: Client, review: Review, query: str) -> None:
    assert desk.get(reverse("admin:reviews_review_moderate", args=["hide"]) + query).status_code == 302
    assert desk.get(reverse("admin:reviews_review_moderate", args=["burn"]) + query).status_code == 302
