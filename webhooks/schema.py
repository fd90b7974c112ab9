"""The `webhooks` section of the OpenAPI schema: what we send, made from the catalogue of events."""

from typing import Any

from events.catalogue import EventType, event_types

HEADERS = {
    "webhook-id": "The event's uid: the same over tries and replays. Take each once.",
    "webhook-timestamp": "When this try was made, in unix seconds. Refuse what is older than five minutes.",
    "webhook-signature": "`v1,<base64>` for each secret in force, by spaces: HMAC-SHA256 over `<id>.<timestamp>.<body>`.",
}
ANSWERS = {
    "2XX": "Taken. Answer at once and work afterwards: we wait ten seconds.",
    "410": "Not wanted any more: the endpoint is turned off.",
    "429": "Too much; `Retry-After` is honoured. 503 likewise.",
    "default": "Not taken; it is tried again, ten times in three days.",
}
ENVELOPE: dict[str, dict[str, Any]] = {
    "timestamp": {"type": "string", "format": "date-time", "description": "When it happened."},
    "subject": {"type": "string", "description": "What it is about: an order's uid, a vendor's slug."},
    "sequence": {
        "type": ["integer", "null"],
        "description": "Of the order's entry in the public log: put an order's events in order by it. Null beside orders.",
    },
    "position": {
        "type": "integer",
        "minimum": 1,
        "description": "1, 2, 3 … of what is sent to this endpoint. A gap says that something has not arrived yet.",
    },
}


def add_webhooks(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Say of every type of event that leaves the house how it comes in."""
    components = result["components"]
    components.setdefault("parameters", {}).update({name: _header(name, words) for name, words in HEADERS.items()})
    components["schemas"]["WebhookEnvelope"] = {
        "type": "object",
        "description": "What every webhook holds, whatever it tells of.",
        "properties": ENVELOPE,
        "required": list(ENVELOPE),
    }
    result["webhooks"] = {each.name: {"post": _operation(each)} for each in event_types().values() if each.webhook}
    return result


def _operation(event_type: EventType) -> dict[str, Any]:
    return {
        "operationId": f"on_{event_type.name.replace('.', '_')}",
        "summary": event_type.about,
        "tags": ["webhooks"],
        "security": [],
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in HEADERS],
        "requestBody": {"required": True, "content": {"application/json": {"schema": _schema(event_type)}}},
        "responses": {status: {"description": words} for status, words in ANSWERS.items()},
    }


def _header(name: str, words: str) -> dict[str, Any]:
    return {"in": "header", "name": name, "required": True, "description": words, "schema": {"type": "string"}}


def _schema(event_type: EventType) -> dict[str, Any]:
    own = {"type": {"const": event_type.name}, "version": {"const": event_type.version}, "data": event_type.schema()}
    return {
        "allOf": [
            {"$ref": "#/components/schemas/WebhookEnvelope"},
            {"type": "object", "properties": own, "required": list(own)},
        ]
    }
