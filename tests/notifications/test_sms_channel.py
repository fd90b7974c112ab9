"""SMS by two gateways: what each answer of the provider means for the message."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from pytest_django import Settings

from common.sms import SmsUnavailable, SmsUncertain, send_sms
from notifications.channels import providers_of
from notifications.models import Channel, InboxSms, Message
from notifications.rendering import Rendered

pytestmark = pytest.mark.django_db
WORDS = Rendered("Ready", "Ready for pickup", "", "Ready for pickup", "https://trusttrack.example/track/x")
TO = "+447700900123"
INBOX: tuple[str, dict[str, str]] = ("notifications.sms.InboxGateway", {})


class Twilio(ThreadingHTTPServer):
    """Answers as told; status 0 hangs up without a word."""

    status, body = 201, b'{"sid": "SM1"}'


class Handler(BaseHTTPRequestHandler):
    server: Twilio

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        if not self.server.status:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def twilio(settings: Settings) -> Iterator[Twilio]:
    """The first gateway; the demo's inbox is the second."""
    with Twilio(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        options = {"account": "AC1", "token": "t", "sender": "+441174960123", "api": f"http://127.0.0.1:{server.server_port}"}
        settings.SMS_GATEWAY, settings.SMS_FALLBACK = ("common.sms.TwilioGateway", options), INBOX
        yield server
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (201, b"{}", "accepted"),
        (400, b'{"code": 21211}', "refused"),
        (429, b"{}", "failed"),
        (503, b"{}", "failed"),
        (500, b"<html>oops</html>", "uncertain"),
        (502, b"", "uncertain"),
        (504, b"", "uncertain"),
        (200, b"{}", "uncertain"),
        (0, b"", "uncertain"),
    ],
)
def test_each_answer_has_a_meaning(twilio: Twilio, status: int, body: bytes, outcome: str) -> None:
    twilio.status, twilio.body = status, body
    first, second = providers_of(Channel.SMS)
    message = Message(kind="status_changed", recipient=TO, channel=Channel.SMS)
    assert first.send(WORDS, message).outcome == outcome
    assert (first.is_transactional, second.is_transactional) == (False, True)


def test_a_gateway_that_is_not_there_certainly_sent_nothing(twilio: Twilio, settings: Settings) -> None:
    settings.SMS_GATEWAY = ("common.sms.TwilioGateway", {**settings.SMS_GATEWAY[1], "api": "http://127.0.0.1:1"})
    message = Message(kind="status_changed", recipient=TO, channel=Channel.SMS)
    assert providers_of(Channel.SMS)[0].send(WORDS, message).outcome == "failed"


def test_the_short_words_go_out_with_the_link(settings: Settings) -> None:
    settings.SMS_GATEWAY, settings.SMS_FALLBACK = INBOX, None
    (only,) = providers_of(Channel.SMS)
    only.send(WORDS, Message(kind="status_changed", recipient=TO, channel=Channel.SMS))
    assert InboxSms.objects.get().text == f"Ready for pickup {WORDS.url}"


def test_a_code_takes_the_second_way_where_the_first_is_away(twilio: Twilio, settings: Settings) -> None:
    twilio.status = 503
    send_sms(TO, "123456")
    assert InboxSms.objects.get().text == "123456"
    settings.SMS_FALLBACK = None
    with pytest.raises(SmsUnavailable):
        send_sms(TO, "123456")
    twilio.status = 0
    with pytest.raises(SmsUncertain):
        send_sms(TO, "123456")
