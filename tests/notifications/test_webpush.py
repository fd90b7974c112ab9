"""Web push against a push service in this process: it decrypts what comes, and checks who signed it."""

import socket
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from pytest_django import Settings

from accounts.models import User
from common.public_http import PublicHttp
from notifications import push
from notifications.push import Push, PushUnavailable, Told, browsers_of, tell_browsers, topic_of
from notifications.push_models import InboxPush, PushSubscription
from notifications.vapid_keys import new_private_key, public_half
from notifications.webpush import WebPushGateway
from tests.browsers import Browser
from tests.receivers import Receiver

PUSH = Push(title="Crumb & Co accepted your order", body="Order K7QM2", url="/orders/abc", topic=topic_of(uuid4(), "status"))


@pytest.fixture
def service(settings: Settings) -> Iterator[Receiver]:
    """A push service that says 201."""
    with Receiver() as receiver:
        settings.OUTBOUND_ALLOWED_HOSTS = [receiver.host]
        settings.PUSH_GATEWAY = "notifications.webpush.WebPushGateway"
        settings.VAPID_PRIVATE_KEY = new_private_key()
        receiver.answer_with(201, headers={"Location": "https://push.example.com/m/1"})
        yield receiver


@pytest.fixture
def browser(service: Receiver, customer: User) -> Browser:
    """The customer's."""
    browser = Browser(f"{service.url}/send/abc")
    browser.subscription_of(customer)
    return browser


def tell(user: User) -> Told:
    return tell_browsers(PUSH, to=browsers_of(user.pk), note=lambda _: None)


def test_the_browser_reads_it_and_knows_who_sent_it(
    service: Receiver, browser: Browser, customer: User, settings: Settings
) -> None:
    told = tell(customer)
    assert [(taken.status, taken.location) for taken in told.taken] == [(201, "https://push.example.com/m/1")]
    (request,) = service.requests
    assert (request.path, b"Crumb" in request.body) == ("/send/abc", False)
    delivered = browser.read(request)
    assert delivered.shown == {"title": PUSH.title, "body": PUSH.body, "url": PUSH.url, "tag": PUSH.topic}
    assert delivered.claims["key"] == public_half(settings.VAPID_PRIVATE_KEY)
    assert delivered.claims["sub"] == settings.VAPID_SUBJECT
    wanted = {"content-encoding": "aes128gcm", "ttl": "86400", "urgency": "normal", "topic": PUSH.topic}
    assert wanted.items() <= delivered.headers.items()


def test_a_repeated_message_carries_the_same_topic(service: Receiver, browser: Browser, customer: User) -> None:
    for _ in range(2):
        tell(customer)
    assert [request.headers["topic"] for request in service.requests] == [PUSH.topic] * 2
    assert len(PUSH.topic) == 32
    uid = uuid4()
    assert topic_of(uid, "a") == topic_of(uid, "a") != topic_of(uid, "b")


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_has_gone_is_forgotten(service: Receiver, browser: Browser, customer: User, status: int) -> None:
    service.answer_with(status)
    told = tell(customer)
    assert (told.taken, told.gone, told.failures) == ((), 1, ())
    assert not PushSubscription.objects.exists()


@pytest.mark.parametrize(("status", "seconds"), [(429, 120), (500, 0), (503, 0), (403, 0), (301, 0)])
def test_a_service_that_refuses_is_asked_again_later(
    service: Receiver, browser: Browser, customer: User, status: int, seconds: int
) -> None:
    service.answer_with(status, headers={"Retry-After": "120"} if seconds else {"Location": f"{service.url}/elsewhere"})
    told = tell(customer)
    assert (told.taken, told.gone) == ((), 0)
    assert f"answered {status}{' and asked to wait 120 s' if seconds else ''}:" in str(told.failures[0])
    assert PushSubscription.objects.count() == len(service.requests) == 1


def test_one_browser_that_fails_keeps_no_other_waiting(service: Receiver, browser: Browser, customer: User) -> None:
    away = Browser("http://127.0.0.1:9/send")
    away.subscription_of(customer)
    service.answer_with(201)
    told = tell(customer)
    assert (len(told.taken), told.gone, len(told.failures)) == (1, 0, 1)  # a private address that nobody allowed
    assert PushSubscription.objects.count() == 2


def unknown(*_: object) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")


def hanging(*_: object) -> list[str]:
    time.sleep(5)
    return []


@pytest.mark.parametrize("resolve", [unknown, hanging])
def test_a_resolver_that_is_away_takes_nobodys_browser(
    resolve: Callable[..., list[str]], browser: Browser, customer: User
) -> None:
    PushSubscription.objects.update(endpoint="https://push.example.com/send/abc")
    with pytest.raises(PushUnavailable, match="not known"):
        WebPushGateway(PublicHttp(resolve)).send(PUSH, PushSubscription.objects.get(), seconds=0.2)


def test_slow_browsers_do_not_outlast_the_lease(
    service: Receiver, browser: Browser, customer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(push, "ALL_SECONDS", 0)
    (failure,) = tell(customer).failures
    assert (str(failure), service.requests) == ("The other browsers took all the time.", [])


def test_a_service_that_is_away_is_asked_again(settings: Settings, browser: Browser, service: Receiver, customer: User) -> None:
    PushSubscription.objects.update(endpoint="http://127.0.0.1:9/send")
    settings.OUTBOUND_ALLOWED_HOSTS = ["127.0.0.1:9"]
    (failure,) = tell(customer).failures
    assert isinstance(failure, PushUnavailable)
    assert PushSubscription.objects.exists()


def test_a_name_that_leads_inside_is_never_called(service: Receiver, customer: User, settings: Settings) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = []
    Browser("https://localhost.localdomain.example/send").subscription_of(customer)
    Browser(f"{service.url}/send/abc").subscription_of(customer)
    assert tell(customer).taken == ()
    assert service.requests == []


def test_a_closed_account_is_told_nothing(service: Receiver, browser: Browser, customer: User) -> None:
    User.objects.filter(pk=customer.pk).update(is_active=False)
    assert tell(customer).taken == ()
    assert service.requests == []


def test_a_demo_keeps_pushes_where_a_person_can_read_them(browser: Browser, customer: User, settings: Settings) -> None:
    settings.PUSH_GATEWAY = "notifications.push_inbox.InboxGateway"
    for _ in range(2):
        tell(customer)
    (kept,) = InboxPush.objects.all()
    assert (kept.to, kept.device, kept.title, kept.url) == (customer.email, "Firefox on Windows", PUSH.title, PUSH.url)


def test_without_a_key_nothing_is_sent(browser: Browser, service: Receiver, customer: User, settings: Settings) -> None:
    settings.PUSH_GATEWAY = "notifications.push.NoGateway"
    assert len(tell(customer).failures) == 1
    assert service.requests == []
