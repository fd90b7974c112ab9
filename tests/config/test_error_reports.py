"""An error report says what broke and under which request; no link, body, address or value is in it."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sentry_sdk
from django.test import Client
from sentry_sdk.envelope import Envelope
from sentry_sdk.transport import Transport

from config.error_reports import start_error_reports

SECRETS = ("fX9kQ2mB7sLw4ZtR", "ada@example.com", "correct horse battery")


class Kept(Transport):
    """Keeps what would be sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[dict[str, Any]] = []

    def capture_envelope(self, envelope: Envelope) -> None:
        if (event := envelope.get_event()) is not None:
            self.sent.append(json.loads(json.dumps(event, default=str)))


@pytest.fixture
def reports() -> Iterator[list[dict[str, Any]]]:
    transport = Kept()
    start_error_reports("https://key@sentry.example/1", release="1.4.0", transport=transport)
    yield transport.sent
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().set_client(None)


def test_a_fault_is_reported_by_route_and_request(
    client: Client, db: None, reports: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"duplicate key\nDETAIL:  Key (email)=({SECRETS[1]}) already exists.")

    monkeypatch.setattr("config.health.parts", broken)
    client.raise_request_exception = False
    body = json.dumps({"password": SECRETS[2]})
    answer = client.generic(
        "GET", f"/readyz?link={SECRETS[0]}", body, content_type="application/json", headers={"X-Request-ID": "seen-0123"}
    )
    assert answer.status_code == 500
    [report] = reports
    assert report["tags"]["request_id"] == "seen-0123"
    assert report["release"] == "1.4.0"
    assert [error["value"] for error in report["exception"]["values"]] == ["duplicate key"]
    told = json.dumps(report)
    assert [secret for secret in SECRETS if secret in told] == []
    assert "request" not in report
