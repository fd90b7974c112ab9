"""Mail by a provider's HTTP API (anymail), against a provider in this process: what each answer and each failure means."""

import socket
from collections.abc import Iterator
from contextlib import closing

import orjson
import pytest
from pytest_django import Settings

from accounts.models import User
from notifications.channels import providers_of
from notifications.models import Attempt, Channel, Message
from notifications.rendering import Rendered
from orders.models import Order
from tests.receivers import Received, Receiver, Reply, TlsReceiver
from tests.stories import placed_order
from tests.work import do_due_work
from vendors.models import Item

pytestmark = pytest.mark.django_db
INACTIVE = "You tried to send to a recipient that is inactive. Found inactive addresses: ada@example.com. Inactive recipients are"
WORDS = Rendered("Ready", "Ready for pickup", "<p>Ready for pickup</p>", "", "")
MESSAGE = Message(kind="status_changed", recipient="ada@example.com", channel=Channel.MAIL)


def provider_at(settings: Settings, url: str) -> None:
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_SERVER_TOKEN": "secret", "POSTMARK_API_URL": url}


def taken(request: Received) -> Reply:
    answer = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": orjson.loads(request.body)["To"]}
    return Reply(200, orjson.dumps(answer), {"Content-Type": "application/json"})


def outcome() -> str:
    return providers_of(Channel.MAIL)[0].send(WORDS, MESSAGE).outcome


@pytest.fixture
def postmark(settings: Settings) -> Iterator[Receiver]:
    """A provider that takes what it is given."""
    with Receiver() as receiver:
        receiver.answer_by(taken)
        provider_at(settings, receiver.url)
        yield receiver


@pytest.fixture
def order(customer: User, vendor_staff: User, item: Item) -> Order:
    """A placed order; its vendor's staff and its customer are to be told."""
    return placed_order(customer, item)


def test_the_provider_gets_the_mail_and_its_name_of_it_is_kept(order: Order, postmark: Receiver) -> None:
    do_due_work()
    mails = [orjson.loads(request.body) for request in postmark.requests]
    (mail,) = [mail for mail in mails if mail["To"] == "staff@example.com"]
    assert "Crumb" in mail["Subject"] + mail["TextBody"] + mail["HtmlBody"]
    assert {"List-Unsubscribe", "Message-ID"} <= {header["Name"] for header in mail["Headers"]}
    assert postmark.requests[0].headers["x-postmark-server-token"] == "secret"
    accepted = Attempt.objects.filter(outcome="accepted", provider="mail")
    assert set(accepted.values_list("provider_id", flat=True)) == {"b7bc2f4a"}


@pytest.mark.parametrize(
    ("status", "body", "meaning"),
    [
        (422, {"ErrorCode": 406, "Message": INACTIVE}, "refused"),
        (422, {"ErrorCode": 400, "Message": "The sender is not known."}, "failed"),
        (401, {"ErrorCode": 10, "Message": "Bad or missing token."}, "failed"),
        (429, {}, "failed"),
        (503, {}, "failed"),
        (500, {"ErrorCode": 100, "Message": "Maintenance"}, "uncertain"),
        (502, {}, "uncertain"),
        (504, {}, "uncertain"),
        (200, {"Taken": True}, "uncertain"),
    ],
)
def test_what_it_says_decides(postmark: Receiver, status: int, body: dict[str, object], meaning: str) -> None:
    postmark.answer_with(status, orjson.dumps(body), {"Content-Type": "application/json"})
    assert outcome() == meaning


def test_whoever_hangs_up_after_the_request_may_have_taken_it(postmark: Receiver) -> None:
    def hang_up(_: Received) -> Reply:
        raise ConnectionAbortedError

    postmark.answer_by(hang_up)
    assert outcome() == "uncertain"
    assert len(postmark.requests) == 1


def test_a_name_that_leads_nowhere_took_nothing(settings: Settings) -> None:
    provider_at(settings, "https://provider.invalid/")
    assert outcome() == "failed"


def test_a_port_where_nobody_listens_took_nothing(settings: Settings) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        free = server.getsockname()[1]
    provider_at(settings, f"http://127.0.0.1:{free}/")
    assert outcome() == "failed"


def test_a_wrong_certificate_took_nothing(settings: Settings) -> None:
    with TlsReceiver("elsewhere.example.com") as server:
        provider_at(settings, f"https://127.0.0.1:{server.port}/")
        assert outcome() == "failed"
        assert server.requests == []


def test_what_never_arrived_goes_to_the_next_one(order: Order, settings: Settings, postmark: Receiver) -> None:
    settings.ANYMAIL = {**settings.ANYMAIL, "POSTMARK_API_URL": "https://provider.invalid/"}
    settings.EMAIL_FALLBACK = ("notifications.mail.InboxBackend", {})
    do_due_work()
    assert set(Message.objects.filter(channel="mail").values_list("state", flat=True)) == {"sent"}
    assert postmark.requests == []
