"""The `webhooks` section of the schema says what is sent, whole."""

import json
from typing import Any

import jsonschema
import pytest

from events.catalogue import event_types
from tests.receivers import Receiver
from tests.schema import committed_schema
from tests.webhooks.conftest import Add
from tests.webhooks.told import Told
from webhooks.replaying import send_test

SCHEMA: dict[str, Any] = committed_schema()


def test_every_type_that_leaves_the_house_is_there_and_no_other() -> None:
    assert SCHEMA["webhooks"].keys() == {each.name for each in event_types().values() if each.webhook}


def test_no_internal_field_is_among_what_is_told() -> None:
    for name, path in SCHEMA["webhooks"].items():
        internal = {field for field, declared in event_types()[name].payload.items() if declared.internal}
        assert internal.isdisjoint(_own(path)["properties"]["data"]["properties"]), name


def test_what_is_sent_fits(add: Add, told: Told, receiver: Receiver, vendor_owner: Any) -> None:
    endpoint = add().endpoint
    told.happen()
    send_test(endpoint, by=vendor_owner)
    told.send()
    for request in receiver.requests:
        body = json.loads(request.body)
        schema = SCHEMA["webhooks"][body["type"]]["post"]["requestBody"]["content"]["application/json"]["schema"]
        jsonschema.validate(body, {**schema, "components": SCHEMA["components"]})
        assert body.keys() == {*SCHEMA["components"]["schemas"]["WebhookEnvelope"]["required"], "type", "version", "data"}
    assert len(receiver.requests) == 2


@pytest.mark.parametrize("header", ["webhook-id", "webhook-timestamp", "webhook-signature"])
def test_the_headers_are_described(header: str) -> None:
    assert SCHEMA["components"]["parameters"][header]["required"]


def _own(path: dict[str, Any]) -> dict[str, Any]:
    own: dict[str, Any] = path["post"]["requestBody"]["content"]["application/json"]["schema"]["allOf"][1]
    return own
