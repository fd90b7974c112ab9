"""SMS gateways; Twilio's against a real HTTP server that speaks its API."""

import base64
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

import pytest
from pytest_django import Settings

from common.sms import ConsoleGateway, NumberRefused, SmsMessage, SmsUnavailable, TwilioGateway, send_sms
from tests.servers import free_port

MESSAGE = SmsMessage(to="+447700900123", text="123456 is your code: tëst")


@dataclass
class Provider:
    """What the server was asked, and what it shall answer."""

    url: str = ""
    status: int = 201
    body: bytes = b'{"sid": "SM1", "status": "queued"}'
    wait: float = 0
    location: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def provider() -> Iterator[Provider]:
    """A server on the loopback address."""
    state = Provider()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.asked.append(
                {"path": self.path, "authorization": self.headers["Authorization"], "fields": parse_qs(body.decode())}
            )
            time.sleep(state.wait)
            self.send_response(state.status)
            if state.location:
                self.send_header("Location", state.location)
            self.send_header("Content-Length", str(len(state.body)))
            self.end_headers()
            self.wfile.write(state.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def twilio(provider: Provider) -> TwilioGateway:
    """The gateway, pointed at the server."""
    return TwilioGateway(account="AC42", token="secret", sender="+441174960123", api=provider.url, timeout=0.5)


def test_a_message_is_handed_over(twilio: TwilioGateway, provider: Provider) -> None:
    twilio.send(MESSAGE)
    (asked,) = provider.asked
    assert asked["path"] == "/2010-04-01/Accounts/AC42/Messages.json"
    assert base64.b64decode(asked["authorization"].removeprefix("Basic ")) == b"AC42:secret"
    assert asked["fields"] == {"To": ["+447700900123"], "From": ["+441174960123"], "Body": ["123456 is your code: tëst"]}


@pytest.mark.parametrize("code", [21211, 21614, 21610])
def test_a_number_that_receives_none_is_the_callers_to_mend(twilio: TwilioGateway, provider: Provider, code: int) -> None:
    provider.status, provider.body = 400, json.dumps({"code": code, "message": "Invalid 'To'", "status": 400}).encode()
    with pytest.raises(NumberRefused):
        twilio.send(MESSAGE)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, b'{"code": 20003, "message": "Authenticate"}'),
        (429, b'{"code": 20429}'),
        (500, b"<html>oops</html>"),
        (503, b""),
        (200, b"{}"),
        (400, b"[1]"),
        (400, b'{"code": 21606}'),
    ],
)
def test_every_other_refusal_is_unavailable(twilio: TwilioGateway, provider: Provider, status: int, body: bytes) -> None:
    provider.status, provider.body = status, body
    with pytest.raises(SmsUnavailable):
        twilio.send(MESSAGE)


def test_a_provider_that_does_not_answer_is_not_waited_for(twilio: TwilioGateway, provider: Provider) -> None:
    provider.wait = 2
    start = time.monotonic()
    with pytest.raises(SmsUnavailable):
        twilio.send(MESSAGE)
    assert time.monotonic() - start < 1.9


def test_nobody_there_is_unavailable() -> None:
    gateway = TwilioGateway(account="AC42", token="secret", sender="x", api=f"http://127.0.0.1:{free_port()}")
    with pytest.raises(SmsUnavailable):
        gateway.send(MESSAGE)


def test_a_redirect_is_not_followed_with_the_secret(twilio: TwilioGateway, provider: Provider) -> None:
    provider.status, provider.location = 307, f"{provider.url}/elsewhere"
    with pytest.raises(SmsUnavailable):
        twilio.send(MESSAGE)
    assert len(provider.asked) == 1


def test_neither_number_nor_text_is_logged(twilio: TwilioGateway, provider: Provider, caplog: pytest.LogCaptureFixture) -> None:
    provider.status, provider.body = 500, b"+447700900123"
    with pytest.raises(SmsUnavailable):
        twilio.send(MESSAGE)
    assert "sms_refused" in caplog.text
    assert "900123" not in caplog.text
    assert "123456" not in caplog.text


def test_the_console_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    ConsoleGateway().send(MESSAGE)
    assert "SMS to +447700900123: 123456 is your code" in capsys.readouterr().out


def test_the_settings_name_the_gateway(provider: Provider, settings: Settings, switch: Callable[[], None]) -> None:
    switch()
    send_sms(MESSAGE.to, MESSAGE.text)
    assert len(provider.asked) == 1


@pytest.fixture
def switch(provider: Provider, settings: Settings) -> Callable[[], None]:
    """Point the settings at the server by a URL, as SMS_URL does."""
    from config.services import sms_gateway

    def switched() -> None:
        settings.SMS_GATEWAY = sms_gateway(f"twilio://AC42:secret@/?from=+441174960123&api={provider.url}")

    return switched
