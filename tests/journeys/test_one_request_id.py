"""One id from the answer through log, outbox row and task to the vendor's own program; and nothing personal in any log line."""

import json
import re
from typing import Any

import httpx
import pytest

from accounts.models import User
from accounts.tokens import issue_tokens
from events.models import Event
from tests.receivers import Receiver
from tests.servers import web_server
from tests.webhooks.conftest import Add, add, receiver, told
from tests.webhooks.told import Told
from tests.work import do_due_work
from vendors.models import Item
from webhooks.models import WebhookDelivery

__all__ = ["add", "receiver", "told"]
REQUEST, REFUSED = "canary-4be0c1f2a97d3358", "canary-77aa01f2a97d3358"
CONTACT = {"name": "Zenobia Quillfeather", "email": "zenobia.quillfeather@example.net", "phone": "+441174960777"}
NOTE, PASSWORD = "ring at the lilac gate", "lilac-gate-and-seven-herons"


def lines_of(log: str) -> list[dict[str, Any]]:
    """Return the JSON lines of a process's log."""
    return [json.loads(line) for line in log.splitlines() if line.startswith("{")]


@pytest.mark.django_db(transaction=True)
def test_r57_one_id_joins_everything_and_no_log_line_is_personal(
    customer: User, item: Item, add: Add, told: Told, receiver: Receiver, capfd: pytest.CaptureFixture[str]
) -> None:
    add()
    tokens = issue_tokens(customer)
    body = {
        "vendor": item.vendor.slug, "items": [{"item": item.pk, "quantity": 1}], "fulfilment": "pickup",
        "contact": CONTACT, "note": NOTE,
    }  # fmt: skip
    with web_server(LOG_FORMAT="json") as server, httpx.Client(base_url=server.url, timeout=20) as caller:
        signed_in = {"Authorization": f"Bearer {tokens.access}"}
        placed = caller.post("/api/v1/orders/", json=body, headers={**signed_in, "X-Request-ID": REQUEST})
        assert (placed.status_code, placed.headers["X-Request-ID"]) == (201, REQUEST)
        guess = {"email": CONTACT["email"], "password": PASSWORD}
        refused = caller.post("/api/v1/auth/token/", json=guess, headers={"X-Request-ID": REFUSED})
        assert (refused.status_code, refused.json()["trace_id"]) == (401, REFUSED)
        caller.post("/api/v1/orders/", json={**body, "contact": {**CONTACT, "phone": "no phone"}}, headers=signed_in)
        uid = placed.json()["uid"]
        caller.get(f"/track/{uid}")
        caller.get(f"/track/{uid}x")

    assert set(Event.objects.filter(subject=uid).values_list("request_id", flat=True)) == {REQUEST}
    do_due_work()
    told.send()
    assert {row.request_id for row in WebhookDelivery.objects.all()} == {REQUEST}
    assert {call.headers["x-request-id"] for call in receiver.requests} == {REQUEST}

    said = capfd.readouterr()
    lines = lines_of(said.err)
    assert any(line.get("request_id") == REFUSED for line in lines), said.err
    log = said.err + said.out
    for canary in (
        *CONTACT.values(),
        CONTACT["phone"][3:],
        NOTE,
        PASSWORD,
        uid,
        tokens.access,
        tokens.refresh,
        str(customer.email),
    ):
        assert not re.search(re.escape(canary), log, re.IGNORECASE), f"{canary} is in a log line"
