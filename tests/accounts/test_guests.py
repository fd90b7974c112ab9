"""Checking out by a code from the mail (accounts/guests.py)."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.utils import timezone

from accounts.models import SecurityEvent, SecurityEventKind, User
from tests.accounts.conftest import Browser
from tests.accounts.counting import Work, work_of
from tests.factories import PASSWORD
from vendors.models import Item, Vendor

NELL = {"name": "Nell Tree", "email": "Nell@Example.com"}


def ask(web: Browser, **changes: str) -> Any:
    return web.call("POST", "auth/guest/request", NELL | changes)


def enter(web: Browser, code: str) -> Any:
    return web.call("POST", "auth/guest/confirm", {"code": code})


def mailed() -> str:
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found, mail.outbox[-1].body
    return found[1]


def wrong() -> str:
    return f"{(int(mailed()) + 1) % 10**6:06}"


def test_a_guest_orders_with_name_email_and_code(web: Browser, vendor: Vendor, item: Item) -> None:
    assert ask(web).status_code == 200
    assert enter(web, mailed()).status_code == 200
    contact = {"name": "Nell Tree", "email": "nell@example.com"}
    lines = [{"item": item.pk, "quantity": 1}]
    body = {"vendor": vendor.slug, "items": lines, "fulfilment": "pickup", "contact": contact}
    order = web.fetch("POST", "/api/v1/orders/", body)
    assert order.status_code == 201
    assert web.fetch("GET", f"/api/v1/orders/{order.json()['uid']}/").status_code == 200


def test_a_guest_is_an_account_without_a_password_whose_email_is_verified(web: Browser) -> None:
    ask(web)
    enter(web, mailed())
    user = User.objects.get()
    assert (user.email, user.name, user.has_usable_password()) == ("nell@example.com", "Nell Tree", False)
    assert EmailAddress.objects.get(user=user).verified
    kinds = list(SecurityEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == [SecurityEventKind.SIGNED_UP, SecurityEventKind.SIGNED_IN]


def test_nobody_has_an_account_before_the_code_comes_back(web: Browser) -> None:
    ask(web)
    enter(web, wrong())
    assert not User.objects.exists()
    assert not web.is_signed_in()


def test_they_come_back_by_another_code_and_may_set_a_password_then(web: Browser, new_web: Callable[[], Browser]) -> None:
    ask(web)
    enter(web, mailed())
    later = new_web()
    ask(later, name="Somebody Else")
    assert enter(later, mailed()).status_code == 200
    assert User.objects.get().name == "Nell Tree"
    assert later.call("POST", "account/password/change", {"new_password": PASSWORD}).status_code == 200


def test_who_has_an_account_is_signed_in_to_it(grace: User, web: Browser) -> None:
    ask(web, email=grace.email)
    assert enter(web, mailed()).status_code == 200
    assert web.fetch("GET", "/api/v1/me/").json()["name"] == "Grace Hopper"
    grace.refresh_from_db()
    assert grace.check_password(PASSWORD)


def test_r17_a_second_factor_is_asked_for(guarded: User, web: Browser) -> None:
    ask(web, email=guarded.email)
    answer = enter(web, mailed())
    assert answer.status_code == 401
    assert [flow["id"] for flow in answer.json()["data"]["flows"] if flow.get("is_pending")] == ["mfa_authenticate"]
    assert not web.is_signed_in()
    assert Authenticator.objects.filter(user=guarded).exists()


def test_a_closed_account_is_not_opened(grace: User, web: Browser) -> None:
    User.objects.update(is_active=False)
    ask(web, email=grace.email)
    enter(web, mailed())
    assert not web.is_signed_in()
    assert User.objects.count() == 1


def test_an_account_begun_by_somebody_else_loses_their_password(web: Browser, new_web: Callable[[], Browser]) -> None:
    attacker = new_web()
    attacker.call("POST", "auth/signup", {"email": "nell@example.com", "password": PASSWORD, "name": "Mallory"})
    ask(web)
    assert enter(web, mailed()).status_code == 200
    assert not User.objects.get().has_usable_password()
    assert attacker.sign_in("nell@example.com").status_code == 400


def test_a_code_works_once_and_only_where_it_was_asked_for(web: Browser, new_web: Callable[[], Browser]) -> None:
    ask(web)
    code = mailed()
    assert enter(new_web(), code).status_code == 409
    assert enter(web, code).status_code == 200
    web.call("DELETE", "auth/session")
    assert (enter(web, code).status_code, enter(web, code).json()["code"]) == (409, "code_expired")


def test_a_code_runs_out(web: Browser) -> None:
    ask(web)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        answer = enter(web, mailed())
    assert (answer.status_code, answer.json()["code"]) == (409, "code_expired")


def test_only_the_newest_code_works(web: Browser) -> None:
    ask(web)
    first = mailed()
    ask(web)
    assert mailed() == first or enter(web, first).status_code == 400
    assert enter(web, mailed()).status_code == 200


def test_a_code_for_one_email_does_not_work_for_another(web: Browser) -> None:
    ask(web, email="mallory@example.com")
    code = mailed()
    ask(web)
    assert mailed() == code or enter(web, code).status_code == 400
    assert not User.objects.exists()


def test_three_wrong_codes_end_it(web: Browser) -> None:
    ask(web)
    right, bad = mailed(), wrong()
    assert [enter(web, bad).status_code for _ in range(3)] == [400, 400, 409]
    assert enter(web, right).status_code == 409


def test_r16_wrong_codes_are_counted_by_email_wherever_they_are_entered(new_web: Callable[[], Browser], settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "100/m/ip"}
    answers = []
    for _ in range(6):
        web = new_web()
        ask(web)
        answers += [enter(web, wrong()).status_code for _ in range(2)]
    assert answers == [*[400] * 10, 429, 429]
    ask(last := new_web())
    refused = enter(last, mailed())
    assert (refused.status_code, bool(refused["Retry-After"])) == (429, True)
    assert not User.objects.exists()


def test_right_codes_use_nothing_up(new_web: Callable[[], Browser], settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"request_login_code": "100/m/ip"}
    for _ in range(12):
        web = new_web()
        ask(web)
        assert enter(web, mailed()).status_code == 200


def test_r29_a_mailbox_is_not_filled(web: Browser) -> None:
    answers = [ask(web).status_code for _ in range(6)]
    assert answers == [*[200] * 5, 429]
    refused = ask(web)
    assert (refused["Retry-After"], refused.json()["code"]) == ("900", "too_many_attempts")
    assert len(mail.outbox) == 5


def test_r19_another_sites_page_asks_for_nothing(web: Browser) -> None:
    assert web.call("POST", "auth/guest/request", NELL, **{"X-CSRFToken": "x" * 64}).status_code == 403
    assert mail.outbox == []


def test_the_session_holds_no_code(web: Browser) -> None:
    ask(web)
    assert mailed() not in str(dict(web.client.session))


def test_who_is_signed_in_needs_none(grace: User, web: Browser) -> None:
    web.sign_in(grace.email)
    assert ask(web).status_code == 409
    assert enter(web, "123456").status_code == 409


@pytest.mark.parametrize("changes", [{"email": "nobody"}, {"email": ""}, {"name": ""}, {"name": "x" * 121}, {"name": "\0"}])
def test_what_is_missing_is_named(web: Browser, changes: dict[str, str]) -> None:
    answer = ask(web, **changes)
    assert (answer.status_code, answer.json()["errors"][0]["param"]) == (400, next(iter(changes)))


def _asking(email: str) -> tuple[Work, Any]:
    web = Browser()
    cache.clear()
    with work_of() as work:
        answer = ask(web, email=email)
    return work, (answer.status_code, answer.json())


def test_r15_asking_answers_and_works_alike(grace: User) -> None:
    (known, known_answer), (unknown, unknown_answer) = _asking(grace.email), _asking("nobody@example.com")
    assert known_answer == unknown_answer
    assert known == unknown
    assert mail.outbox[0].subject[:-6] == mail.outbox[1].subject[:-6]


def test_r15_a_wrong_code_answers_and_writes_alike(grace: User) -> None:
    def entering(email: str) -> tuple[int, int, Any]:
        web = Browser()
        cache.clear()
        ask(web, email=email)
        with work_of() as work:
            answer = enter(web, wrong())
        told = answer.json()
        return work.writes, answer.status_code, (told["code"], told["detail"])

    assert entering(grace.email) == entering("nobody@example.com")


def test_r15_a_closed_account_is_like_none(grace: User) -> None:
    User.objects.update(is_active=False)
    assert _asking(grace.email) == _asking("nobody@example.com")
