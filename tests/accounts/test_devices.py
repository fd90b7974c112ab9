"""Remembered devices, and news of sign-ins from elsewhere."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from maxminddb import InvalidDatabaseError
from rest_framework.test import APIClient

from accounts.devices import MAX_REMEMBERED, device_in_words
from accounts.models import RememberedDevice, SecurityEvent, SecurityEventKind, User
from accounts.places import place_of
from accounts.services import create_verified_user
from tests.accounts.conftest import Browser
from tests.factories import PASSWORD
from tests.work import do_due_work

DEVICES = "/api/v1/me/devices/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
NEWER_FIREFOX = FIREFOX.replace("140", "141")
SAFARI = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)


def _sign_in(web: Browser, user: User, agent: str = FIREFOX, address: str = "203.0.113.7") -> Any:
    web.client.defaults["REMOTE_ADDR"] = address
    return web.call("POST", "auth/login", {"email": user.email, "password": PASSWORD}, **{"User-Agent": agent})


def _news(user: User) -> int:
    return SecurityEvent.objects.filter(user=user, kind=SecurityEventKind.NEW_DEVICE).count()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (SAFARI, "Mobile Safari on iOS"),
        ("stocktake/2.1 (till)", "stocktake"),
        ("", "Unknown browser"),
    ],
)
def test_a_browser_has_a_name_in_words(agent: str, words: str) -> None:
    assert device_in_words(agent) == words


def test_the_first_sign_in_is_no_news(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    assert _news(grace) == 0


@pytest.mark.parametrize(
    ("agent", "address", "news"),
    [
        (FIREFOX, "203.0.113.200", 0),  # the same network
        (NEWER_FIREFOX, "203.0.113.7", 0),  # an update
        (SAFARI, "203.0.113.7", 1),
        (FIREFOX, "198.51.100.7", 1),
    ],
)
def test_another_browser_or_network_is_news(
    grace: User, new_web: Callable[[], Browser], agent: str, address: str, news: int
) -> None:
    _sign_in(new_web(), grace)
    assert _sign_in(new_web(), grace, agent, address).status_code == 200  # never refused for it
    assert _news(grace) == news
    do_due_work()
    assert [message.subject for message in mail.outbox] == ["A new sign-in to your account"] * news


def test_the_mail_says_where_from(grace: User, new_web: Callable[[], Browser]) -> None:
    _sign_in(new_web(), grace)
    _sign_in(new_web(), grace, SAFARI, "198.51.100.7")
    do_due_work()
    assert mail.outbox[0].to == [grace.email]
    for where in ("Device: Mobile Safari on iOS", "Network: 198.51.100.0/24"):
        assert where in str(mail.outbox[0].body)


def test_a_remembered_device_is_no_news_wherever_it_is(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    assert web.fetch("POST", DEVICES).status_code == 201
    web.call("DELETE", "auth/session")
    _sign_in(web, grace, SAFARI, "198.51.100.7")
    assert _news(grace) == 0


def test_nothing_is_remembered_unasked(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    assert "device" not in web.client.cookies
    assert web.fetch("GET", DEVICES).json() == {"results": []}


def test_the_cookie_is_signed_and_out_of_reach(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    cookie = web.fetch("POST", DEVICES).cookies["device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 86_400)
    web.client.cookies["device"] = cookie.value[:-1] + ("A" if cookie.value[-1] != "A" else "B")
    assert not web.fetch("GET", DEVICES).json()["results"][0]["is_current"]


def test_the_mark_runs_out(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    web.fetch("POST", DEVICES)
    web.call("DELETE", "auth/session")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        _sign_in(web, grace, SAFARI, "198.51.100.7")
    assert _news(grace) == 1


def test_a_device_is_listed_and_forgotten(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    device = web.fetch("POST", DEVICES).json()
    assert web.fetch("GET", DEVICES).json()["results"] == [device]
    assert device["is_current"]
    assert web.fetch("DELETE", f"{DEVICES}{device['id']}/").status_code == 204
    web.call("DELETE", "auth/session")
    _sign_in(web, grace, SAFARI, "198.51.100.7")
    assert _news(grace) == 1
    kinds = SecurityEvent.objects.filter(kind__startswith="device").order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == [SecurityEventKind.DEVICE_REMEMBERED, SecurityEventKind.DEVICE_FORGOTTEN]


def test_a_browser_shared_by_two_is_known_for_each_alone(grace: User, web: Browser) -> None:
    ada = create_verified_user(email="ada@example.com", password=PASSWORD)
    _sign_in(web, grace)
    web.fetch("POST", DEVICES)
    web.call("DELETE", "auth/session")
    _sign_in(web, ada)
    assert web.fetch("GET", DEVICES).json() == {"results": []}
    web.fetch("POST", DEVICES)
    assert RememberedDevice.objects.values("key_hash").distinct().count() == 1


def test_remembering_needs_a_recent_sign_in(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert web.fetch("POST", DEVICES).json()["code"] == "reauthentication_required"


def test_the_oldest_of_too_many_goes(grace: User, web: Browser) -> None:
    end = timezone.now() + timedelta(days=1)
    RememberedDevice.objects.bulk_create(
        RememberedDevice(user=grace, key_hash=str(n), expires_at=end) for n in range(MAX_REMEMBERED)
    )
    _sign_in(web, grace)
    web.fetch("POST", DEVICES)
    assert RememberedDevice.objects.count() == MAX_REMEMBERED
    assert web.fetch("GET", DEVICES).json()["results"][0]["is_current"]


def test_a_new_password_forgets_them(grace: User, web: Browser) -> None:
    _sign_in(web, grace)
    web.fetch("POST", DEVICES)
    web.call("POST", "account/password/change", {"current_password": PASSWORD, "new_password": "another horse battery"})
    assert not RememberedDevice.objects.exists()


def test_r01_somebody_elses_is_not_found(grace: User, web: Browser, customer: User) -> None:
    device = RememberedDevice.objects.create(user=customer, key_hash="x", expires_at=timezone.now() + timedelta(days=1))
    _sign_in(web, grace)
    assert web.fetch("DELETE", f"{DEVICES}{device.pk}/").json()["code"] == "device_unknown"
    assert RememberedDevice.objects.exists()


def test_anonymous_callers_are_refused(anonymous: APIClient, db: None) -> None:
    assert [anonymous.get(DEVICES).status_code, anonymous.post(DEVICES).status_code] == [401, 401]


def test_without_a_file_a_network_has_no_place() -> None:
    assert place_of("203.0.113.0/24") == ""


def test_a_file_of_places_that_is_none_is_told_at_once(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "places.mmdb").write_bytes(b"nothing")
    settings.PLACES_DATABASE = str(tmp_path / "places.mmdb")
    with pytest.raises(InvalidDatabaseError, match="places"):
        place_of("203.0.113.0/24")
