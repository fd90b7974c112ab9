"""The moderators' desk: the queue, the page of a case, its keys, and what it leaves behind."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from accounts.models import SecurityEvent, User
from common.models import AuditEntry
from moderation.desk.case_page import blanked, marked
from moderation.foul_play import watch
from moderation.models import Appeal, Case, Statement
from moderation.screening import screen
from moderation.services import claim_case, decide_case, look_at, submit_appeal
from reviews.editing import edit_review
from reviews.items import ItemWords, items_of
from reviews.models import ModerationAction, ModerationGround, ModerationKind, Review, ReviewPhoto
from reviews.services import submit_review
from tests.decisions import hide
from tests.desks import desk_of
from tests.factories import MembershipFactory, UserFactory, platform_user
from tests.reviews.test_photos import uploaded
from tests.stories import completed_order
from vendors.models import Item, Vendor

QUEUE = "admin:moderation_case_changelist"
FACTS = "It calls the baker a thief by name."
HIDE = {"version": "1", "decision": "hide", "ground": "abusive", "facts": FACTS, "note": "Second sentence"}


@pytest.fixture
def desk(moderator: User) -> Client:
    """The admin, as the moderator sees it."""
    return desk_of(moderator)


def page_of(case: Case) -> str:
    return reverse("admin:moderation_case_change", args=[case.pk])


def shown(desk: Client, case: Case) -> str:
    answer = desk.get(page_of(case))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_queue_shows_what_waits_with_why(desk: Client, case: Case) -> None:
    page = desk.get(reverse(QUEUE)).content.decode()
    assert "Crumb &amp; Co (4 of 5)" in page
    assert "A reader reported it" in page
    assert "Undecided" in page
    decided = desk.get(reverse(QUEUE) + "?state=decided")
    assert (decided.status_code, "Crumb" in decided.content.decode()) == (200, False)


@pytest.mark.parametrize("number", [1, 50])
def test_r28_the_queue_takes_as_many_queries_however_long(
    desk: Client, customer: User, item: Item, vendor_staff: User, number: int
) -> None:
    item.stock = 100
    item.save()
    for _ in range(number):
        order = completed_order(customer, item, vendor_staff)
        screen(submit_review(order=order, by=customer, rating=1, body="See www.bread.example"))
    desk.get(reverse(QUEUE))
    with CaptureQueriesContext(connection) as queries:
        answer = desk.get(reverse(QUEUE))
    assert (len(answer.context["cl"].result_list), len(queries)) == (number, 6)


def test_the_page_shows_what_there_is_to_weigh(
    desk: Client, customer: User, item: Item, vendor_staff: User, vendor: Vendor
) -> None:
    order = completed_order(customer, item, vendor_staff)
    body = "Call 0117 496 0123 <script>alert(1)</script>"
    review = submit_review(order=order, by=customer, rating=1, title="<b>Bad</b>", body=body)
    MembershipFactory.create(vendor=vendor, user=customer)
    screen(review)
    watch(review)
    page = shown(desk, Case.objects.get())
    assert '<mark title="phone">0117 496 0123</mark>' in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page
    found = (
        "Personal data", "version 1", "phone in the body, characters 5 to 18",
        "A business that reviews itself", "marks: team", "No moderator has acted on it", "Reviews that count",
    )  # fmt: skip
    assert [words for words in found if words not in page] == []
    assert "Call […] &lt;script&gt;" in page  # what a redaction begins with
    assert customer.email not in page
    assert "Segment" not in page


def test_no_script_stands_in_the_page(desk: Client, case: Case) -> None:
    answer = desk.get(page_of(case))
    policy = answer["Content-Security-Policy"]
    assert "'unsafe-inline'" not in policy
    own = answer.content.decode().split('class="desk"')[1].split("</main>")[0]
    assert not re.search(r"\son\w+=|<script(?![^>]*src)|style=", own)


def test_decided_by_the_form_and_on_to_the_next(desk: Client, case: Case, review: Review, moderator: User) -> None:
    answer = desk.post(page_of(case), HIDE)
    assert answer["Location"] == reverse(QUEUE)  # nothing else waits
    review.refresh_from_db()
    action = ModerationAction.objects.get()
    assert (review.status, action.ground, action.note, action.moderator) == ("hidden", "abusive", "Second sentence", moderator)
    assert Statement.objects.get().facts == FACTS
    assert AuditEntry.objects.filter(action="review.hide").exists()
    assert "Decide, and go on" not in shown(desk, case)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ground": ""}, "Choose a reason."),
        ({"facts": "Rude"}, "Tell the author"),
        ({"decision": ""}, "This field is required."),
        ({"decision": "restore"}, "Select a valid choice"),
        ({"decision": "redact", "title": "", "body": ""}, "Take some words out"),
    ],
)
def test_an_incomplete_decision_is_sent_back(desk: Client, case: Case, change: dict[str, str], words: str) -> None:
    answer = desk.post(page_of(case), {**HIDE, **change})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not ModerationAction.objects.exists()


def test_words_taken_out_by_the_form(desk: Client, case: Case, review: Review) -> None:
    desk.post(page_of(case), {**HIDE, "decision": "redact", "title": "Still warm", "body": "Ready when […] said."})
    review.refresh_from_db()
    assert review.body == "Ready when […] said."


@pytest.fixture
def item_review(customer: User, item: Item, vendor_staff: User, settings: Settings, tmp_path: Path) -> Review:
    """A review that says what is wrong about it of an item, and in a photo."""
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path, "base_url": "/media/"}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    photo, order = uploaded(customer), completed_order(customer, item, vendor_staff)
    words = [ItemWords(item.pk, 1, "Call 0117 496 0123, you thief")]
    return submit_review(order=order, by=customer, rating=1, body="Bad bread.", items=words, photos=[photo.uid])


def test_what_is_said_of_items_and_shown_in_photos_is_seen_and_taken_out(desk: Client, item_review: Review, item: Item) -> None:
    assert "personal_data" in screen(item_review)
    case, photo = Case.objects.get(), ReviewPhoto.objects.get()
    page = shown(desk, case)
    assert '<mark title="phone">0117 496 0123</mark>, you thief' in page
    assert f"phone in the words about item {item.pk}, characters 5 to 18" in page
    assert f"/review-photos/{photo.uid}/small.webp" in page
    assert "Call […], you thief</textarea>" in page  # what a redaction begins with
    redaction = {"decision": "redact", "body": "Bad bread.", f"item_{item.pk}": "Call […], you […]", "photos": [photo.uid]}
    desk.post(page_of(case), {**HIDE, **redaction})
    item_review.refresh_from_db()
    assert [one.body for one in items_of(item_review.newest)] == ["Call […], you […]"]
    assert (item_review.body, item_review.photo_count, item_review.is_redacted) == ("Bad bread.", 0, True)
    again = shown(desk, look_at(item_review, by=platform_user("moderator")))
    assert "Taken out, and kept while it can be undone" in again


def test_r38_a_decision_is_about_the_words_that_were_read(desk: Client, case: Case, review: Review, customer: User) -> None:
    edit_review(review, by=customer, body="Ready when they said, and warm.")
    answer = desk.post(page_of(case), {**HIDE, "decision": "redact", "body": "Ready when […] said."})
    assert "It says something else since you opened this page." in answer.content.decode()
    assert not ModerationAction.objects.exists()


def test_nothing_wrong_takes_two_keys(desk: Client, case: Case) -> None:
    desk.post(page_of(case), {"decision": "dismiss", "version": "1"})
    assert ModerationAction.objects.get().ground == "nothing_wrong"


def test_taken_put_back_and_next(desk: Client, case: Case, moderator: User) -> None:
    answer = desk.post(reverse("admin:moderation_case_next"))
    assert answer["Location"] == page_of(case)
    case.refresh_from_db()
    assert case.claimed_by == moderator
    assert "Put it back" in shown(desk, case)
    desk.post(reverse("admin:moderation_case_release", args=[case.pk]))
    assert Case.objects.get().claimed_by is None
    assert desk.get(reverse("admin:moderation_case_next"))["Location"] == page_of(case)
    assert Case.objects.get().claimed_by is None  # looking takes nothing
    desk.post(reverse("admin:moderation_case_claim", args=[case.pk]))
    assert Case.objects.get().claimed_by == moderator


def test_what_another_looks_at_is_said(desk: Client, case: Case, other_moderator: User) -> None:
    claim_case(case, by=other_moderator)
    answer = desk.post(reverse("admin:moderation_case_claim", args=[case.pk]), follow=True)
    assert "Another moderator took this a moment ago." in answer.content.decode()
    assert "Another moderator is looking at this." in desk.post(page_of(case), HIDE).content.decode()


def test_an_appeal_is_decided_on_its_page(review: Review, moderator: User, other_moderator: User, customer: User) -> None:
    action = hide(review, by=moderator)
    submit_appeal(action.statement, by=customer, words="It is the name over the door.")
    case = Case.objects.undecided().get()
    outcome = {"appeal": str(Appeal.objects.get().pk), "outcome": "reversed", "facts": "It is the shop's own name."}
    refused = desk_of(moderator).post(page_of(case), outcome).content.decode()
    assert "somebody else decides the appeal" in refused
    judge = desk_of(other_moderator)
    assert "It is the name over the door." in shown(judge, case)
    judge.post(page_of(case), outcome)
    review.refresh_from_db()
    assert review.status == "published"


def test_statistics(desk: Client, case: Case, review: Review, moderator: User) -> None:
    page = desk.get(reverse("admin:moderation_case_statistics")).content.decode()
    assert "Waiting: 1" in page
    decide_case(case, kind=ModerationKind.DISMISS, by=moderator, ground=ModerationGround.NOTHING_WRONG)
    page = desk.get(reverse("admin:moderation_case_statistics")).content.decode()
    assert "Waiting: 0" in page
    assert "Left as it is" in page


def test_looking_at_somebodys_review_is_on_their_record(desk: Client, case: Case, moderator: User, customer: User) -> None:
    shown(desk, case)
    shown(desk, case)
    seen = SecurityEvent.objects.filter(user=customer, by=moderator, kind="account.viewed")
    assert seen.count() == 1


def test_any_review_can_be_looked_at(desk: Client, review: Review, moderator: User) -> None:
    listed = desk.get(reverse("admin:reviews_review_changelist")).content.decode()
    assert "Still warm" in listed
    url = reverse("admin:reviews_review_look_at_this", args=[review.pk])
    assert "Open the case" in desk.get(url).content.decode()
    assert not Case.objects.exists()  # a link changes nothing
    answer = desk.post(url)
    case = Case.objects.get()
    assert (answer["Location"], case.claimed_by) == (page_of(case), moderator)


def test_the_page_of_a_review_leaves_its_trace_too(desk: Client, review: Review, moderator: User, customer: User) -> None:
    assert desk.get(reverse("admin:reviews_review_change", args=[review.pk])).status_code == 200
    assert SecurityEvent.objects.filter(user=customer, by=moderator, kind="account.viewed").count() == 1
    found = desk.get(reverse("admin:reviews_review_changelist"), {"q": review.vendor.slug}).content.decode()
    assert "Still warm" in found


def test_nobody_looks_at_their_own(review: Review, customer: User) -> None:
    customer.is_staff = customer.is_superuser = True
    customer.save()
    answer = desk_of(customer).post(reverse("admin:reviews_review_look_at_this", args=[review.pk]), follow=True)
    assert "somebody else decides it" in answer.content.decode()
    assert not Case.objects.exists()


def test_r07_staff_without_the_permission_only_reads(case: Case, review: Review) -> None:
    clerk = UserFactory.create(is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_case"))
    client = desk_of(clerk)
    assert "Decide, and go on" not in shown(client, case)
    client.post(page_of(case), HIDE)
    assert client.post(reverse("admin:moderation_case_claim", args=[case.pk])).status_code == 403
    assert client.get(reverse("admin:moderation_case_next")).status_code == 403
    review.refresh_from_db()
    assert review.status == "published"


def test_r07_others_of_the_platform_see_nothing(case: Case) -> None:
    client = desk_of(platform_user("support"))
    assert client.get(page_of(case)).status_code == 403
    assert client.get(reverse("admin:moderation_case_statistics")).status_code == 403
    assert client.get(reverse("admin:moderation_signal_changelist")).status_code == 403


def test_records_are_read_and_never_written(desk: Client, case: Case, review: Review, moderator: User) -> None:
    action = hide(review, by=moderator)
    statement = action.statement
    assert desk.get(reverse("admin:moderation_statement_change", args=[statement.pk])).status_code == 200
    for name, pk in (("statement", statement.pk), ("case", case.pk)):
        assert desk.get(reverse(f"admin:moderation_{name}_add")).status_code == 403
        assert desk.post(reverse(f"admin:moderation_{name}_delete", args=[pk]), {"post": "yes"}).status_code == 403
    for name in ("statement", "appeal", "signal"):
        assert desk.get(reverse(f"admin:moderation_{name}_changelist")).status_code == 200


@pytest.mark.parametrize("object_id", ["0", "999999999", "x", "٣"])
def test_odd_addresses(desk: Client, object_id: str) -> None:
    assert desk.get(reverse("admin:moderation_case_change", args=[object_id])).status_code in {403, 404}


def test_places_within_each_other_are_marked_once() -> None:
    text = "Mail me@shop.example now"
    stretches = marked(text, [{"start": 5, "end": 20, "what": "email"}])
    assert [tuple(one) for one in stretches] == [("Mail ", ""), ("me@shop.example", "email"), (" now", "")]
    assert blanked(stretches) == "Mail […] now"
    assert marked("", []) == []


def test_the_oldest_of_equals_comes_first(desk: Client, case: Case, customer: User, item: Item, vendor_staff: User) -> None:
    order = completed_order(customer, item, vendor_staff)
    review = submit_review(order=order, by=customer, rating=1, body="Meh")
    earlier = timezone.now() - timedelta(days=2)
    other = Case.objects.create(review=review, priority=case.priority, opened_at=earlier)
    assert desk.get(reverse("admin:moderation_case_next"))["Location"] == page_of(other)
