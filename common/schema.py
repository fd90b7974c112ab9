"""What every operation of the API has in common, added to the OpenAPI schema."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="Any text of up to 200 characters. Same key and body: the first answer again, and one effect.",
)
PAGE_PARAMETERS = [
    OpenApiParameter("cursor", str, description="From `next` or `previous` of another page."),
    OpenApiParameter("page_size", int, description="Rows a page, 1 to 100; 20 where none is given."),
]
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "RFC 9457. Members beyond these depend on the code, for instance `allowed` or `current_sequence`.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Stable; decide by this."},
        "trace_id": {"type": "string", "description": "The X-Request-ID; quote it when you ask us."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "pointer": {"type": "string", "examples": ["/items/0/quantity"]},
                    "detail": {"type": "string"},
                    "code": {"type": "string"},
                },
                "required": ["pointer", "detail"],
            },
        },
    },
    "required": ["type", "title", "status", "detail", "code", "trace_id"],
    "examples": [
        {
            "type": "urn:trusttrack:problem:transition_not_allowed",
            "title": "The order cannot go there from where it is",
            "status": 409,
            "detail": "The order is placed and cannot become completed. From here it can go to: accepted, rejected, cancelled.",
            "code": "transition_not_allowed",
            "trace_id": "4be0c1f2a97d3358",
            "allowed": ["accepted", "rejected", "cancelled"],
        }
    ],
}
METHODS = {"get", "post", "put", "patch", "delete"}


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give every operation the problem answer, and the request id's header its description."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    answer = {
        "description": "Refused or failed: see `code`.",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    for path in result["paths"].values():
        for method, operation in path.items():
            if method in METHODS:
                operation["responses"].setdefault("default", answer)
    return result
