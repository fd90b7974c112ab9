"""/api/v1/me/deletion/: asking, what is in the way, calling it off; and what the sweep does when the day comes."""

import functools
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, connection, transaction
from django.test import RequestFactory
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import SecurityEvent, SecurityEventKind, TokenFamily, User
from accounts.tokens import issue_tokens
from ledger.audit import audit
from orders.models import Order
from orders.statuses import Status
from privacy import erasing
from privacy.deleting import delete_due, try_now
from privacy.errors import DeletionRefused
from privacy.figures import overdue_deletions
from privacy.models import Deletion, DeletionState
from privacy.services import GRACE, ask_for_deletion
from privacy.tasks import delete_due as sweep
from reviews.models import HelpfulVote, Review, ReviewPhoto
from reviews.photos import prune_photos
from reviews.services import submit_review
from reviews.voting import vote_helpful
from tests.accounts.conftest import Browser
from tests.factories import MembershipFactory, UserFactory
from tests.ledger.conftest import log, witness
from tests.ledger.sealed import SealedLog
from tests.privacy.conftest import DELETION, work
from tests.stories import completed_order, moved, placed_order
from tests.threads import at_once
from vendors.models import Item, Membership, MembershipRole, Vendor

__all__ = ["log", "witness"]
A_MINUTE = timedelta(seconds=61)


def ask(browser: Browser, email: str = "Ada@example.com") -> Any:
    return browser.fetch("POST", DELETION, {"email": email})


def later(*, by: timedelta = timedelta(0)) -> Any:
    return time_machine.travel(timezone.now() + by)


def delete_now(user: User) -> None:
    """Ask, and let the grace and the minute pass."""
    ask_for_deletion(user, email=user.email, request=request())
    with later(by=GRACE):
        assert delete_due() == 1
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 1


def request() -> Any:
    given = RequestFactory().post("/")
    given.session = type("Session", (), {"session_key": None})()  # what the middleware adds
    return given


def state() -> str:
    return str(Deletion.objects.get().state)


def test_it_is_scheduled_in_two_weeks(her_browser: Browser, ada: User) -> None:
    asked = ask(her_browser)
    assert (asked.status_code, asked.json()["is_scheduled"]) == (202, True)
    assert her_browser.fetch("GET", DELETION).json() == asked.json()
    deletion = Deletion.objects.get()
    assert timedelta(days=13, hours=23) < deletion.due_at - timezone.now() <= GRACE
    work()
    (told,) = [one for one in mail.outbox if one.subject == "Your TrustTrack account will be deleted"]
    assert "Keep my account" in str(told.body)
    assert "/account/privacy" in str(told.body)
    assert SecurityEvent.objects.filter(user=ada, kind=SecurityEventKind.DELETION_ASKED).count() == 1


def test_everywhere_else_is_signed_out(her_browser: Browser, ada: User, signed_in: Callable[[User], Browser]) -> None:
    other = signed_in(ada)
    issue_tokens(ada)
    ask(her_browser)
    assert (her_browser.is_signed_in(), other.is_signed_in()) == (True, False)
    assert not TokenFamily.objects.filter(revoked_at=None).exists()


def test_it_can_be_called_off_by_signing_in_again(her_browser: Browser, ada: User, signed_in: Callable[[User], Browser]) -> None:
    ask(her_browser)
    again = signed_in(ada)
    assert again.fetch("DELETE", DELETION).status_code == 204
    assert again.fetch("GET", DELETION).json()["is_scheduled"] is False
    work()
    assert "You keep your TrustTrack account" in [one.subject for one in mail.outbox]
    assert SecurityEvent.objects.filter(kind=SecurityEventKind.DELETION_CANCELLED).exists()
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 0
    ada.refresh_from_db()
    assert ada.is_active


def test_without_one_there_is_nothing_to_call_off(her_browser: Browser) -> None:
    refused = her_browser.fetch("DELETE", DELETION)
    assert (refused.status_code, refused.json()["code"]) == (409, "nothing_to_cancel")


def test_it_is_asked_once(her_browser: Browser) -> None:
    ask(her_browser)
    refused = ask(her_browser)
    assert (refused.status_code, refused.json()["code"]) == (409, "deletion_under_way")


@pytest.mark.parametrize("email", ["grace@example.com", "ada", ""])
def test_another_address_confirms_nothing(her_browser: Browser, email: str) -> None:
    refused = ask(her_browser, email)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (400, "/email")
    assert not Deletion.objects.exists()


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_anonymous(anonymous: APIClient, db: None, method: str) -> None:
    assert anonymous.generic(method, DELETION).status_code == 401


def test_after_some_minutes_it_asks_again_who_it_is(her_browser: Browser) -> None:
    with later(by=timedelta(minutes=6)):
        refused = ask(her_browser)
    assert (refused.status_code, refused.json()["code"]) == (401, "reauthentication_required")


def test_the_last_owner_hands_over_first(her_browser: Browser, ada: User, vendor: Vendor, grace: User) -> None:
    MembershipFactory.create(vendor=vendor, user=ada, role=MembershipRole.OWNER)
    refused = ask(her_browser)
    assert (refused.status_code, refused.json()["code"]) == (409, "deletion_refused")
    (one,) = refused.json()["obstacles"]
    assert (one["code"], "Crumb & Co" in one["detail"]) == ("last_owner", True)
    assert her_browser.fetch("GET", DELETION).json()["obstacles"] == [one]
    MembershipFactory.create(vendor=vendor, user=grace, role=MembershipRole.OWNER)
    assert ask(her_browser).status_code == 202


def test_orders_under_way_are_finished_first(her_browser: Browser, ada: User, item: Item) -> None:
    order = placed_order(ada, item)
    (one,) = ask(her_browser).json()["obstacles"]
    assert (one["code"], order.reference in one["detail"]) == ("orders_under_way", True)


def test_staff_of_the_platform_is_refused(her_browser: Browser, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    assert [one["code"] for one in ask(her_browser).json()["obstacles"]] == ["platform_staff"]


# --- The day comes ----------------------------------------------------------------------------------------------------


def test_first_it_is_closed_then_erased(her_browser: Browser, ada: User) -> None:
    ask(her_browser)
    with later(by=GRACE - timedelta(minutes=1)):
        assert sweep() == 0
    with later(by=GRACE):
        assert sweep() == 1
        assert state() == DeletionState.CLOSED
        assert mail.outbox[-1].to == ["ada@example.com"]
        assert "last mail" in str(mail.outbox[-1].body)
        assert Browser().sign_in("ada@example.com").status_code == 400
        assert sweep() == 0
    with later(by=GRACE + A_MINUTE):
        assert sweep() == 1
        assert state() == DeletionState.DONE
        assert sweep() == 0
    ada.refresh_from_db()
    assert (ada.email, ada.name, ada.is_active, ada.has_usable_password()) == (f"deleted-{ada.pk}@invalid", "", False, False)
    assert SecurityEvent.objects.filter(user=ada).latest("pk").kind == SecurityEventKind.DELETED
    assert not SecurityEvent.objects.filter(user=ada).exclude(data={}).exists()


def test_orders_stay_valid_and_proven_for_the_vendor(
    log: SealedLog, ada: User, item: Item, vendor_owner: User, api: Callable[[User], APIClient], anonymous: APIClient
) -> None:
    order = completed_order(ada, item, vendor_owner)
    log.prove()
    delete_now(ada)
    seen = api(vendor_owner).get(f"/api/v1/orders/{order.uid}/").json()
    assert (seen["status"], seen["total"]["amount"], seen["contact"]["name"]) == ("completed", "3.50", "Erased")
    log.prove()
    report = log.verify(anonymous.get(f"/api/v1/tracking/{order.uid}/proof/").content)
    assert report.exit_code() == 0
    assert audit().findings == []


def test_reviews_stay_as_a_former_customers(ada: User, item: Item, vendor_owner: User, anonymous: APIClient) -> None:
    submit_review(order=completed_order(ada, item, vendor_owner), by=ada, rating=5, body="Fine bread")
    delete_now(ada)
    page = anonymous.get(f"/api/v1/vendors/{item.vendor.slug}/reviews/").json()
    assert (page["count"], page["results"][0]["author"], page["results"][0]["body"]) == (1, "A former customer", "Fine bread")
    assert Review.objects.get().author == ada
    assert audit().findings == []


def test_teams_are_left_and_colleagues_see_no_name(
    ada: User, grace: User, item: Item, vendor_owner: User, api: Callable[[User], APIClient]
) -> None:
    MembershipFactory.create(vendor=item.vendor, user=ada, role=MembershipRole.MANAGER)
    order = moved(placed_order(grace, item), ada, Status.ACCEPTED)
    delete_now(ada)
    assert not Membership.objects.filter(user=ada).exists()
    assert SecurityEvent.objects.filter(user=ada, kind=SecurityEventKind.MEMBER_REMOVED).exists()
    history = api(vendor_owner).get(f"/api/v1/orders/{order.uid}/").json()["history"]
    assert history[1]["actor_name"] == "A former colleague"


def test_teams_are_left_when_it_is_closed(ada: User, grace: User, vendor: Vendor) -> None:
    for user in (ada, grace):
        MembershipFactory.create(vendor=vendor, user=user, role=MembershipRole.OWNER)
    ask_for_deletion(ada, email=ada.email, request=request())
    with later(by=GRACE):
        assert delete_due() == 1
    assert list(vendor.memberships.values_list("user", flat=True)) == [grace.pk]
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 1


def test_somebody_else_can_sign_up_with_the_address(ada: User) -> None:
    delete_now(ada)
    assert (
        Browser().call("POST", "auth/signup", {"email": "ada@example.com", "password": "a fresh long one 9"}).status_code == 401
    )
    assert User.objects.get(email="ada@example.com").pk != ada.pk


def test_what_came_up_in_the_grace_puts_it_off(ada: User, item: Item, vendor_owner: User) -> None:
    ask_for_deletion(ada, email=ada.email, request=request())
    order = placed_order(ada, item)
    with later(by=GRACE):
        assert delete_due() == 0
    deletion = Deletion.objects.get()
    assert (deletion.state, deletion.blocked_by) == (DeletionState.SCHEDULED, "orders_under_way")
    ada.refresh_from_db()
    assert ada.is_active
    with later(by=GRACE + timedelta(hours=2)):
        assert overdue_deletions() == 1
        moved(order, vendor_owner, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
        assert delete_due() == 1
    with later(by=GRACE + timedelta(hours=3)):
        assert delete_due() == 1
        assert overdue_deletions() == 0


def test_an_overdue_one_can_be_tried_at_once_and_no_other(ada: User, item: Item) -> None:
    deletion = ask_for_deletion(ada, email=ada.email, request=request())
    assert try_now(deletion) is False
    placed_order(ada, item)
    with later(by=GRACE):
        delete_due()
        assert try_now(deletion) is True
        deletion.refresh_from_db()
        assert deletion.try_at <= timezone.now()


@pytest.mark.parametrize("step", range(len(erasing.STEPS)), ids=lambda number: erasing.STEPS[number].__name__)
def test_a_crash_in_any_step_leaves_all_and_the_next_run_completes(
    ada: User, item: Item, vendor_owner: User, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    order = completed_order(ada, item, vendor_owner)
    ask_for_deletion(ada, email=ada.email, request=request())
    with later(by=GRACE):
        delete_due()
    steps = list(erasing.STEPS)

    with monkeypatch.context() as patched, later(by=GRACE + A_MINUTE):
        steps[step] = functools.partial(_crash, steps[step])
        patched.setattr(erasing, "STEPS", tuple(steps))
        assert delete_due() == 0
    assert Deletion.objects.get().blocked_by == "RuntimeError"
    order.refresh_from_db()
    ada.refresh_from_db()
    assert (order.contact_name, ada.email) == ("Ada Lovelace", "ada@example.com")
    with later(by=GRACE + timedelta(hours=2)):
        assert delete_due() == 1
    order.refresh_from_db()
    ada.refresh_from_db()
    assert (order.contact_name, ada.is_deleted, state()) == ("Erased", True, DeletionState.DONE)


@pytest.mark.django_db(transaction=True)
def test_of_two_sweeps_at_once_one_does_it(ada: User) -> None:
    deletion = ask_for_deletion(ada, email=ada.email, request=request())
    now = timezone.now()
    Deletion.objects.filter(pk=deletion.pk).update(due_at=now, try_at=now)
    assert sorted(at_once(delete_due, delete_due)) == [0, 1]
    assert len(mail.outbox) == 1


def test_a_dead_mailbox_keeps_nobody_here(ada: User, monkeypatch: pytest.MonkeyPatch) -> None:
    ask_for_deletion(ada, email=ada.email, request=request())

    def refuse(*_: Any) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for hours in range(3):
        with later(by=GRACE + timedelta(hours=hours, minutes=hours)):
            assert delete_due() == 0
    with later(by=GRACE + timedelta(hours=4)):
        assert delete_due() == 1
    assert state() == DeletionState.CLOSED


def test_erasing_twice_changes_nothing(ada: User) -> None:
    delete_now(ada)
    before = User.objects.values().get(pk=ada.pk)
    erasing.erase_person(User.objects.get(pk=ada.pk))
    after = User.objects.values().get(pk=ada.pk)
    assert {**before, "password": ""} == {**after, "password": ""}


def test_nobody_is_erased_with_an_order_under_way(ada: User, item: Item) -> None:
    placed_order(ada, item)
    with pytest.raises(DeletionRefused):
        erasing.erase_person(ada)
    assert Order.objects.get().contact_name == "Ada Lovelace"


def test_the_database_refuses_a_second_one(ada: User) -> None:
    ask_for_deletion(ada, email=ada.email, request=request())
    with pytest.raises(IntegrityError, match="deletion_one_at_a_time"), transaction.atomic():
        Deletion.objects.create(user=ada, due_at=timezone.now(), try_at=timezone.now())


@pytest.mark.parametrize(("state", "rule"), [("cancelled", "deletion_cancelled_has_time"), ("done", "deletion_done_has_time")])
def test_the_database_refuses_an_end_without_a_time(ada: User, state: str, rule: str) -> None:
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Deletion.objects.create(user=ada, due_at=timezone.now(), try_at=timezone.now(), state=state)


def test_details_of_events_are_blanked_for_shells_only(ada: User) -> None:
    SecurityEvent.objects.create(user=ada, kind=SecurityEventKind.SIGNED_IN, data={"a": 1})
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT erase_security_details(%s)", [ada.pk])


def _crash(step: Callable[[erasing.Person], None], person: erasing.Person) -> None:
    step(person)
    raise RuntimeError("killed")


def test_what_nobody_waits_for_any_more_holds_nobody(her_browser: Browser, ada: User, item: Item) -> None:
    order = placed_order(ada, item)
    assert ask(her_browser).status_code == 409
    Order.objects.filter(pk=order.pk).update(updated_at=timezone.now() - timedelta(days=61))
    assert her_browser.fetch("GET", DELETION).json()["obstacles"] == []
    Order.objects.filter(pk=order.pk).update(updated_at=timezone.now())
    Vendor.objects.filter(pk=item.vendor_id).update(is_suspended=True)
    assert ask(her_browser).status_code == 202
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 1
    with later(by=GRACE + A_MINUTE * 3):
        assert delete_due() == 1
    order.refresh_from_db()
    assert (order.contact_name, order.status) == ("Erased", "placed")


def test_the_owner_of_a_suspended_vendor_can_go(her_browser: Browser, ada: User, vendor: Vendor) -> None:
    MembershipFactory.create(vendor=vendor, user=ada, role=MembershipRole.OWNER, second_factor=False)
    Vendor.objects.filter(pk=vendor.pk).update(is_suspended=True)
    assert ask(her_browser).status_code == 202
    with later(by=GRACE + A_MINUTE):
        assert delete_due() == 1
    assert not vendor.memberships.filter(user=ada).exists()


def test_votes_and_unused_uploads_go_with_the_account(ada: User, item: Item, vendor_owner: User) -> None:
    customer = UserFactory.create()
    order = completed_order(customer, item, vendor_owner)
    review = submit_review(order=order, by=customer, rating=5, body="Crisp")
    vote_helpful(review, by=ada)
    ReviewPhoto.objects.create(author=ada, sha256="0" * 64, width=1, height=1)
    erasing.erase_person(ada)
    prune_photos()  # the row goes when its files have gone
    review.refresh_from_db()
    assert (review.helpful_count, HelpfulVote.objects.count(), ReviewPhoto.objects.count()) == (0, 0, 0)
