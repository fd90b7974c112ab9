"""examples/webhook_receiver.py: the receiver that we recommend, in front of what we send."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from examples.webhook_receiver import NOT_OURS, SEEN_BEFORE, TAKEN, Inbox, server_for
from orders.statuses import Status
from tests.stories import moved, placed_order
from tests.webhooks.told import Told
from vendors.models import Item, Vendor
from webhooks.models import WebhookDelivery, WebhookEndpoint
from webhooks.replaying import replay_delivery
from webhooks.services import create_endpoint, rotate_secret
from webhooks.signing import headers_for


def test_it_takes_each_event_once_and_keeps_the_newest_status_whatever_comes_first(
    vendor: Vendor, vendor_owner: User, customer: User, item: Item, told: Told, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = ["127.0.0.1"]
    secret = create_endpoint(vendor, by=vendor_owner, url="http://127.0.0.1:1/").secret
    with closing(Inbox(str(tmp_path / "inbox"), [secret])) as inbox, _running(inbox) as port:
        WebhookEndpoint.objects.update(url=f"http://127.0.0.1:{port}/")
        order = moved(placed_order(customer, item), vendor_owner, Status.ACCEPTED, Status.PREPARING)
        told.happen()
        # The last comes first.
        WebhookDelivery.objects.filter(event__payload__status="placed").update(due_at="2100-01-01T00:00:00Z")
        told.send()
        WebhookDelivery.objects.update(due_at="2000-01-01T00:00:00Z")
        told.send()
        assert inbox.status_of(order.uid) == "preparing"
        assert set(WebhookDelivery.objects.values_list("last_status", flat=True)) == {TAKEN}
        first = WebhookDelivery.objects.earliest("pk")
        replay_delivery(first, by=vendor_owner)
        told.send()
        first.refresh_from_db()
        assert (first.state, first.last_status) == ("delivered", SEEN_BEFORE)
        assert inbox.status_of(order.uid) == "preparing"


def test_what_is_not_ours_is_refused_and_during_a_rotation_either_secret_will_do(
    vendor: Vendor, vendor_owner: User, told: Told, settings: Any, tmp_path: Path
) -> None:
    settings.OUTBOUND_ALLOWED_HOSTS = ["127.0.0.1"]
    endpoint, old = create_endpoint(vendor, by=vendor_owner, url="http://127.0.0.1:1/")
    new = rotate_secret(endpoint, by=vendor_owner).secret
    told.happen()
    delivery = told.delivery()
    headers = headers_for(delivery, delivery.endpoint, at=delivery.planned_at)
    body = delivery.body.encode()
    for known, expected in (([old], TAKEN), ([new], TAKEN), ([old, new], TAKEN), ([f"whsec_{'A' * 43}="], NOT_OURS)):
        with closing(Inbox(":memory:", known)) as inbox:
            assert inbox.receive(headers, body) == expected
            assert inbox.receive(headers, body + b" ") == NOT_OURS
            assert inbox.receive({}, body) == NOT_OURS


@pytest.mark.parametrize(("length", "status"), [("-1", 411), ("abc", 411), (None, 411), ("99999999", 413)])
def test_what_is_too_long_or_of_no_length_is_not_read(length: str | None, status: int) -> None:
    with (
        closing(Inbox(":memory:", [f"whsec_{'A' * 43}="])) as inbox,
        _running(inbox) as port,
        closing(HTTPConnection("127.0.0.1", port, timeout=5)) as line,
    ):
        line.putrequest("POST", "/")
        if length is not None:
            line.putheader("Content-Length", length)
        line.endheaders()
        assert line.getresponse().status == status


@contextmanager
def _running(inbox: Inbox) -> Iterator[int]:
    """Run the program's server; the value is its port."""
    server = server_for(inbox, 0)
    server.RequestHandlerClass.log_message = lambda *_: None  # type: ignore[attr-defined]  # of the standard library's handler
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield int(server.server_address[1])
    finally:
        server.shutdown()
        server.server_close()
