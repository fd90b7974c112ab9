"""Being told of an order by mail, without an account."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from events.models import Event
from following.codes import HOLDS, code_of
from following.models import WRONG_CODES, Follow
from following.notices import ORDER_FOLLOWED, _follower_reads, _moved
from following.pruning import prune_follows
from following.services import MOST_ASKING, MOST_FOLLOWERS, Place, ask_to_follow, confirm_follow
from ledger.models import Entry
from notifications.models import InboxMail, Message
from notifications.notices import Recipient
from notifications.planning import plan
from notifications.rendering import render
from orders.models import Order, new_uid
from orders.services import advance_order, cancel_order
from orders.statuses import Status
from tests.stories import moved

Mailed = Callable[[], list[InboxMail]]
BOB = "bob@example.com"


def ask(client: APIClient, order: Order, email: str = BOB, **more: Any) -> Any:
    return client.post(f"/api/v1/tracking/{order.uid}/follow/", {"email": email, **more})


def confirm(client: APIClient, order: Order, code: str, email: str = BOB) -> Any:
    return client.post(f"/api/v1/tracking/{order.uid}/follow/confirm/", {"email": email, "code": code})


def code_in(mail: InboxMail) -> str:
    found = re.search(r"\b\d{6}\b", mail.text)
    assert found, mail.text
    return found[0]


def following(order: Order, email: str = BOB) -> Follow:
    """Have an address confirmed, as its reader would."""
    ask_to_follow(order, Place(email=email), language="en")
    return confirm_follow(order, Place(email=email), code=code_of(Follow.objects.get(order=order, email=email)))


def test_an_address_is_told_only_after_its_reader_confirmed(
    anonymous: APIClient, order: Order, mailed: Mailed, vendor_staff: User
) -> None:
    mailed()
    assert ask(anonymous, order, "Bob@Example.com").json() == {"minutes": 30}
    (mail,) = mailed()
    assert (mail.to, mail.subject) == (BOB, f"Your code to follow order {order.reference}")
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert BOB not in {each.to for each in mailed()}

    answer = confirm(anonymous, order, code_in(mail), "Bob@Example.com")
    assert answer.status_code == 200
    order.refresh_from_db()
    advance_order(order, to=Status.PREPARING, by=vendor_staff, note="Nearly")
    told = next(each for each in mailed() if each.to == BOB)
    assert told.subject == f"Crumb & Co is preparing the order (order {order.reference})"
    for word in ("Nearly", "Entry 2", f"/track/{order.uid}", f"#stop={answer.json()['stop_token']}"):
        assert word in told.text


def test_each_step_is_told_once_however_often_it_is_planned(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    following(order)
    mailed()
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    plan(Event.objects.filter(type="order.status_changed").latest("pk"))
    assert [mail.to for mail in mailed()].count(BOB) == 1
    plan(Event.objects.filter(type="order.status_changed").latest("pk"))
    assert [mail.to for mail in mailed()] == []


def test_a_customers_words_stay_between_them_and_the_vendor(order: Order, mailed: Mailed, customer: User) -> None:
    following(order)
    mailed()
    cancel_order(order, by=customer, reason="My doctor says no bread")
    told = next(each for each in mailed() if each.to == BOB)
    assert "doctor" not in told.text + told.html


def test_mails_are_written_in_the_language_that_was_asked_for(anonymous: APIClient, order: Order, mailed: Mailed) -> None:
    mailed()
    ask(anonymous, order, language="de")
    (german,) = mailed()
    assert "Ihr Code" in german.subject
    anonymous.post(f"/api/v1/tracking/{order.uid}/follow/", {"email": "c@example.com"}, headers={"Accept-Language": "ar"})
    (arabic,) = mailed()
    assert 'dir="rtl"' in arabic.html


def test_nobody_learns_who_follows(anonymous: APIClient, order: Order, mailed: Mailed) -> None:
    following(order)
    known, unknown = ask(anonymous, order), ask(anonymous, order, "carol@example.com")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    wrong, strange = confirm(anonymous, order, "000000"), confirm(anonymous, order, "000000", "nobody@example.com")
    assert (wrong.status_code, wrong.json()["code"], wrong.json()["detail"]) == (
        strange.status_code, strange.json()["code"], strange.json()["detail"],
    )  # fmt: skip


def test_a_code_is_guessed_five_times_and_works_for_half_an_hour(anonymous: APIClient, order: Order) -> None:
    ask(anonymous, order)
    follow = Follow.objects.get()
    right = code_of(follow)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(WRONG_CODES):
        assert confirm(anonymous, order, wrong).json()["code"] == "code_wrong"
    assert confirm(anonymous, order, right).status_code == 400
    ask(anonymous, order)
    fresh = code_of(Follow.objects.get())
    assert fresh != right
    with time_machine.travel(timezone.now() + HOLDS + timedelta(seconds=1)):
        assert confirm(anonymous, order, fresh).status_code == 400
    assert confirm(anonymous, order, fresh).status_code == 200
    assert confirm(anonymous, order, fresh).status_code == 200


def test_so_many_follow_an_order_and_an_address_gets_so_many_codes(anonymous: APIClient, order: Order, mailed: Mailed) -> None:
    mailed()
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False):
        for _ in range(12):
            ask_to_follow(order, Place(email=BOB), language="en")
    assert Event.objects.filter(type="order.follow_asked").count() == 10


def test_a_full_order_is_told_to_who_has_the_code_and_those_who_only_ask_fill_nothing(
    anonymous: APIClient, order: Order, mailed: Mailed
) -> None:
    now = timezone.now()
    Follow.objects.bulk_create(
        Follow(order=order, email=f"{number}@example.com", asked_at=now - timedelta(minutes=number + 1))
        for number in range(MOST_ASKING)
    )
    assert ask(anonymous, order).status_code == 202
    assert Follow.objects.count() == MOST_ASKING
    assert not Follow.objects.filter(email=f"{MOST_ASKING - 1}@example.com").exists()  # who waited longest
    told = Follow.objects.filter(email__in=[f"{number}@example.com" for number in range(MOST_FOLLOWERS)])
    told.update(confirmed_at=now)
    assert ask(anonymous, order, "0@example.com").status_code == ask(anonymous, order, "new@example.com").status_code == 202
    follow = Follow.objects.get(email=BOB)
    assert confirm(anonymous, order, "000000").json()["code"] == "code_wrong"
    assert confirm(anonymous, order, code_of(follow)).json()["code"] == "too_many_followers"
    told.filter(email="0@example.com").delete()
    assert confirm(anonymous, order, code_of(follow)).status_code == 200


def test_asking_is_limited_by_where_it_comes_from(anonymous: APIClient, order: Order) -> None:
    cache.clear()
    with time_machine.travel(datetime(2026, 11, 1, 12, tzinfo=UTC), tick=False):
        answers = [ask(anonymous, order, f"{number}@example.com").status_code for number in range(21)]
    assert answers[-1] == 429


def test_one_click_stops_it_and_a_look_does_not(order: Order, mailed: Mailed, vendor_staff: User) -> None:
    follow = following(order)
    mailed()
    browser = Client(enforce_csrf_checks=True)
    looked = browser.get(f"/f/{follow.token}/")
    assert looked["Location"] == f"/track/{order.uid}#stop={follow.token}"
    assert Follow.objects.count() == 1
    assert browser.post(f"/f/{follow.token}/").status_code == 200
    assert browser.post(f"/f/{follow.token}/").status_code == 200
    assert Follow.objects.count() == 0
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    assert BOB not in {mail.to for mail in mailed()}


def test_a_mail_that_waits_is_dropped_once_it_was_stopped(
    anonymous: APIClient, order: Order, mailed: Mailed, vendor_staff: User
) -> None:
    follow = following(order)
    mailed()
    advance_order(order, to=Status.ACCEPTED, by=vendor_staff)
    plan(Event.objects.filter(type="order.status_changed").latest("pk"))
    assert anonymous.post("/api/v1/tracking/follow/stop/", {"token": follow.token}).status_code == 204
    mailed()
    assert not Message.objects.filter(recipient=BOB).exists()  # nor of the code: nothing is kept of who stopped it
    assert BOB not in {mail.to for mail in InboxMail.objects.filter(subject__contains="accepted")}


def test_mail_programs_are_told_where_one_post_stops_it(order: Order) -> None:
    follow = following(order)
    event = Event(type="order.status_changed", subject=order.uid, sequence=0)
    recipient = Recipient(email=BOB)
    facts = _moved(event, recipient)
    assert facts is not None
    rendered = render(ORDER_FOLLOWED, facts, "en", "", outsider=_follower_reads(event, recipient))
    assert rendered.headers == {
        "List-Unsubscribe": f"<http://localhost:8000/f/{follow.token}/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def test_a_closed_order_is_not_followed_and_a_wrong_link_is_404(anonymous: APIClient, order: Order, vendor_staff: User) -> None:
    moved(order, vendor_staff, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
    assert ask(anonymous, order).json()["code"] == "order_over"
    assert anonymous.post(f"/api/v1/tracking/{new_uid()}/follow/", {"email": BOB}).status_code == 404
    assert anonymous.post(f"/api/v1/tracking/{order.uid}/follow/", {"email": "no address"}).status_code == 400


def test_a_follow_ends_with_its_order(order: Order, vendor_staff: User) -> None:
    following(order)
    ask_to_follow(order, Place(email="never@example.com"), language="en")
    now = timezone.now()
    with time_machine.travel(now + timedelta(days=1, hours=1)):
        assert prune_follows() == 1
    assert [follow.email for follow in Follow.objects.all()] == [BOB]
    moved(order, vendor_staff, Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
    with time_machine.travel(now + timedelta(days=3)):
        assert prune_follows() == 1


def test_no_accounts_preferences_show_what_only_outsiders_get(api: Callable[[User], APIClient], customer: User) -> None:
    shown = api(customer).get("/api/v1/me/notification-preferences/").content.decode()
    assert "status_changed" in shown
    assert "order_followed" not in shown
    assert "follow_code" not in shown
    wrong = {"kind": "order_followed", "channel": "mail", "is_on": True}
    body = {"language": "en", "timezone": "", "quiet_hours": None, "digest": "off", "choices": [wrong]}
    assert api(customer).put("/api/v1/me/notification-preferences/", body).status_code == 400


def test_the_log_holds_nothing_of_a_follower(order: Order) -> None:
    before = Entry.objects.count()
    following(order)
    assert Entry.objects.count() == before
    assert BOB not in str(list(Event.objects.values_list("payload", flat=True)))


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("follow_once_by_mail", {"email": BOB}),
        ("follow_by_one_way", {}),
        ("follow_by_one_way", {"email": "c@example.com", "phone": "+441174960123"}),
        ("follow_email_lower", {"email": "Carol@example.com"}),
        ("follow_tries_bounded", {"email": "c@example.com", "wrong_codes": WRONG_CODES + 1}),
        ("follow_language_known", {"email": "c@example.com", "language": "xx"}),
    ],
)
def test_the_database_refuses(order: Order, name: str, wrong: dict[str, Any]) -> None:
    following(order)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Follow.objects.create(order=order, **wrong)
