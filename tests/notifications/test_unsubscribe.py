"""The links that stop a notice: for mail programs by one POST, for people on a page, for nobody by opening them."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from notifications.models import Channel, InboxMail, Preference
from notifications.notices import notices
from notifications.pruning import prune_stops
from notifications.stopping import contact_token
from notifications.stopping_models import StoppedContact
from notifications.unsubscribing import headers_for, opened, read_token, token_for
from orders.models import Order
from orders.services import advance_order
from orders.statuses import Status

API = "/api/v1/unsubscribe/"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def token(customer: User) -> str:
    return token_for(customer, "status_changed", Channel.MAIL)


def is_stopped(user: User) -> bool:
    return Preference.objects.filter(user=user, kind="status_changed", channel="mail", is_on=False).exists()


def test_a_mail_program_stops_it_without_cookies_and_may_repeat_it(customer: User, token: str) -> None:
    program = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = program.post(f"/u/{token}/", ONE_CLICK)
        assert (answer.status_code, answer.cookies) == (200, {})
    assert is_stopped(customer)


def test_opening_the_link_changes_nothing_and_leads_to_the_page(customer: User, token: str) -> None:
    for method in ("get", "head"):
        answer = getattr(Client(), method)(f"/u/{token}/")
        assert (answer.status_code, answer["Location"]) == (302, f"/unsubscribe/{token}")
    assert APIClient().get(API, {"token": token}).json()["is_on"] is True
    assert Client().get(f"/unsubscribe/{token}").status_code == 200
    assert not is_stopped(customer)


def test_the_page_stops_it_and_takes_it_back_without_a_sign_in(customer: User, token: str) -> None:
    anybody = APIClient()
    stopped = anybody.post(API, {"token": token}).json()
    assert stopped == {
        "kind": "status_changed",
        "title": notices()["status_changed"].title,
        "about": notices()["status_changed"].about,
        "channel": "mail",
        "is_on": False,
    }
    assert is_stopped(customer)
    assert anybody.post(API, {"token": token, "is_on": True}).json()["is_on"] is True
    assert not is_stopped(customer)


def test_a_link_stops_its_own_notice_for_its_own_person_alone(customer: User, stranger: User, token: str) -> None:
    APIClient().post(API, {"token": token})
    assert Preference.objects.values_list("user", "kind", "channel").get() == (customer.pk, "status_changed", "mail")


@pytest.mark.parametrize("bad", ["x", "x" * 99, "é", "-" * 88])
def test_a_made_up_link_is_a_404(db: None, bad: str) -> None:
    assert APIClient().get(API, {"token": bad}).json()["code"] == "unsubscribe_link_unknown"
    assert APIClient().post(API, {"token": bad}).status_code == Client().post(f"/u/{bad}/").status_code == 404


def test_a_changed_link_is_a_404_and_no_link_a_400(customer: User, token: str) -> None:
    other = token[:-2] + ("A" if token[-2] != "A" else "B") + token[-1]
    assert APIClient().get(API, {"token": other}).status_code == 404
    assert APIClient().get(API).status_code == APIClient().post(API, {}).status_code == 400


def test_a_link_reveals_nothing_and_outlives_a_change_of_key(customer: User, token: str, settings: Any) -> None:
    others = {token_for(User(pk=pk), kind, Channel.MAIL) for pk in (1, 2**40) for kind in ("new_order", "check_expiring")}
    assert {len(each) for each in others} == {len(token)}
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "n" * 50, [settings.SECRET_KEY]
    assert read_token(token)[0] == customer


def test_a_closed_account_has_no_links(customer: User, token: str) -> None:
    User.objects.update(is_active=False)
    assert APIClient().get(API, {"token": token}).status_code == 404


def test_what_cannot_be_switched_off_offers_no_link_and_refuses_one(customer: User) -> None:
    fixed = token_for(customer, "new_device", Channel.MAIL)
    assert headers_for(customer, notices()["new_device"], Channel.MAIL) == {}
    assert APIClient().post(API, {"token": fixed}).json()["code"] == "notice_fixed"
    assert Client().post(f"/u/{fixed}/").status_code == 409
    assert not Preference.objects.exists()


def test_a_mail_carries_the_headers_and_after_one_click_no_other_comes(
    order: Order, vendor_owner: User, customer: User, mailed: Callable[[], list[InboxMail]], settings: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mailed()
    outbox.outbox.clear()
    advance_order(order, to=Status.ACCEPTED, by=vendor_owner)
    mailed()
    (sent,) = [each for each in outbox.outbox if each.to == [customer.email]]
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://localhost:8000(/u/[\w-]+/)>", sent.extra_headers["List-Unsubscribe"])
    assert found is not None
    assert Client().post(found[1], ONE_CLICK).status_code == 200
    outbox.outbox.clear()
    advance_order(order, to=Status.PREPARING, by=vendor_owner)
    mailed()
    assert [each for each in outbox.outbox if each.to == [customer.email]] == []


def test_an_orders_contact_stops_its_mails_alone_and_takes_that_back(order: Order) -> None:
    token = contact_token(order, "status_changed")
    for _ in range(2):
        assert Client(enforce_csrf_checks=True).post(f"/u/{token}/", ONE_CLICK).status_code == 200
    assert StoppedContact.objects.get().order_uid == order.uid
    assert APIClient().get(API, {"token": token}).json()["is_on"] is False
    assert APIClient().post(API, {"token": token, "is_on": True}).json()["is_on"] is True
    assert not StoppedContact.objects.exists()
    assert not Preference.objects.exists()


def test_a_contacts_link_ends_with_the_contact_and_serves_no_other_purpose(order: Order, token: str) -> None:
    contacts = contact_token(order, "status_changed")
    assert opened(b"another purpose", contacts) is None
    Order.objects.update(contact_email="erased@invalid.invalid")
    assert APIClient().post(API, {"token": contacts}).status_code == Client().post(f"/u/{contacts}/").status_code == 404
    assert APIClient().post(API, {"token": token}).status_code == 200


def test_what_an_orders_contact_stopped_is_forgotten_in_time(db: None) -> None:
    for number, days in enumerate((731, 729)):
        StoppedContact.objects.create(order_uid=str(number), stopped_at=timezone.now() - timedelta(days=days))
    assert prune_stops() == 1
    assert StoppedContact.objects.get().order_uid == "1"
