"""/api/v1/me/push/: the browsers that one is told on."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from pytest_django import Settings
from rest_framework.test import APIClient

from accounts.models import User
from accounts.services import create_verified_user
from accounts.sessions import Current, end_other_sign_ins
from notifications import subscribing
from notifications.push_models import PushSubscription
from notifications.vapid_keys import from_base64url, new_private_key, public_half
from tests.accounts.conftest import Browser as Web
from tests.browsers import Browser
from tests.factories import PASSWORD, UserFactory

URL = "/api/v1/me/push/"
ENDPOINT = "https://push.example.com/send/abc"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
Api = Callable[[User], APIClient]


def test_a_browser_subscribes_is_listed_and_leaves(api: Api, customer: User, settings: Settings) -> None:
    settings.VAPID_PRIVATE_KEY = key = new_private_key()
    mine, browser = api(customer), Browser(ENDPOINT)
    answer = mine.post(URL, browser.body, headers={"User-Agent": FIREFOX})
    assert (answer.status_code, answer.json()["device"]) == (201, "Firefox on Windows")
    assert mine.get(URL).json() == {"public_key": public_half(key), "subscriptions": [answer.json()]}
    assert len(from_base64url(public_half(key))) == 65
    assert mine.delete(f"{URL}{answer.json()['id']}/").status_code == 204
    assert mine.get(URL).json()["subscriptions"] == []


def test_without_a_key_there_is_nothing_to_subscribe_with(api: Api, customer: User, settings: Settings) -> None:
    settings.VAPID_PRIVATE_KEY = ""
    assert api(customer).get(URL).json() == {"public_key": "", "subscriptions": []}


def test_anonymous_callers_are_asked_who_they_are(client: APIClient, db: None) -> None:
    assert client.get(URL).status_code == client.post(URL, Browser(ENDPOINT).body).status_code == 401
    assert client.delete(f"{URL}1/").status_code == 401


def test_the_same_browser_is_kept_once_with_its_newest_keys(api: Api, customer: User) -> None:
    first, renewed = Browser(ENDPOINT), Browser(ENDPOINT)
    ids = {api(customer).post(URL, browser.body).json()["id"] for browser in (first, renewed)}
    (kept,) = PushSubscription.objects.all()
    assert (ids, kept.p256dh) == ({kept.pk}, renewed.body["keys"]["p256dh"])


def test_a_browser_belongs_to_who_signed_in_there_last(api: Api, customer: User, stranger: User) -> None:
    api(customer).post(URL, Browser(ENDPOINT).body)
    assert api(stranger).post(URL, Browser(ENDPOINT).body).status_code == 201
    assert api(customer).get(URL).json()["subscriptions"] == []


def test_who_is_signed_out_from_elsewhere_is_told_no_more_there(db: None) -> None:
    grace = create_verified_user(email="grace@example.com", password=PASSWORD, name="Grace Hopper")
    lost, here = Web(), Web()
    for name, web in (("lost", lost), ("here", here)):
        web.sign_in(grace.email)
        assert web.fetch("POST", URL, Browser(f"{ENDPOINT}/{name}").body).status_code == 201
    assert PushSubscription.objects.count() == 2
    end_other_sign_ins(grace, keep=Current(session_key=here.session_id), request=None)
    (kept,) = PushSubscription.objects.all()
    assert kept.endpoint.endswith("/here")
    here.call("DELETE", "auth/session")
    assert not PushSubscription.objects.exists()


def test_somebody_elses_browser_is_no_ones(api: Api, customer: User) -> None:
    theirs = Browser(ENDPOINT).subscription_of(UserFactory.create())
    for pk in (theirs.pk, 10**9):
        assert api(customer).delete(f"{URL}{pk}/").status_code == 404
    assert PushSubscription.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"endpoint": "http://push.example.com/send/abc"}, "/endpoint"),
        ({"endpoint": "https://127.0.0.1/send"}, "/endpoint"),
        ({"endpoint": "https://localhost/send"}, "/endpoint"),
        ({"endpoint": "https://push.example.com:22/send"}, "/endpoint"),
        ({"endpoint": f"https://push.example.com/{'x' * 500}"}, "/endpoint"),
        ({"endpoint": "https://push.example.com/\x00"}, "/endpoint"),
        ({"keys": {"p256dh": "BAAA", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}, "/keys/p256dh"),
        ({"keys": {"p256dh": "not base64!", "auth": "BTBZMqHH6r4Tts7J_aSIgg"}}, "/keys/p256dh"),
        ({"keys": {"p256dh": Browser(ENDPOINT).body["keys"]["p256dh"], "auth": "AAAA"}}, "/keys/auth"),
        ({"keys": {"p256dh": Browser(ENDPOINT).body["keys"]["p256dh"], "auth": "é"}}, "/keys/auth"),
        ({"keys": {}}, "/keys/p256dh"),
        ({"keys": "x"}, "/keys"),
    ],
)
def test_what_is_no_browser_is_told(api: Api, customer: User, change: dict[str, Any], pointer: str) -> None:
    answer = api(customer).post(URL, Browser(ENDPOINT).body | change)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer
    assert not PushSubscription.objects.exists()


def test_there_is_an_end(api: Api, customer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscribing, "MAX_BROWSERS", 1)
    assert api(customer).post(URL, Browser(ENDPOINT).body).status_code == 201
    answer = api(customer).post(URL, Browser(f"{ENDPOINT}d").body)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_browsers")
    assert api(customer).post(URL, Browser(ENDPOINT).body).status_code == 201


def test_the_database_refuses_what_cannot_be_written_to(customer: User) -> None:
    with pytest.raises(IntegrityError, match="push_subscription_can_be_written_to"), transaction.atomic():
        PushSubscription.objects.create(user=customer, endpoint=ENDPOINT, p256dh="", auth="x", device="x")
    Browser(ENDPOINT).subscription_of(customer)
    with pytest.raises(IntegrityError, match="push_endpoint_of_one_account"), transaction.atomic():
        Browser(ENDPOINT).subscription_of(customer)


def test_the_command_prints_a_key_that_fits(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("vapid_keygen")
    setting, comment = capsys.readouterr().out.splitlines()
    name, _, key = setting.partition("=")
    assert name == "VAPID_PRIVATE_KEY"
    assert comment == f"# public: {public_half(key)}"


@pytest.mark.parametrize("key", ["", "AAAA", "not base64!", "A" * 43])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        public_half(key)
