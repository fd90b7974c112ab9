"""What every operation of the API has in common, added to the OpenAPI schema."""

from http import HTTPStatus
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
CHANGING = METHODS - {"get"}
REFUSALS = {
    400: "The request is not as it should be: see `errors`.",
    401: "Not signed in, or the sign-in has ended.",
    403: "Signed in, but not allowed; or sent by a page of another site.",
    404: "There is no such thing, or none that the caller may see.",
    406: "Only JSON is given out.",
    409: "It cannot be done to this as it stands now: see `code`.",
    413: "The body is too large.",
    415: "The body is of a type that is not taken here.",
    422: "The Idempotency-Key was used for another request.",
    429: "Too much of this: see `RateLimit` and `Retry-After`.",
    503: "Busy just now; nothing was changed. See `Retry-After`.",
}


def add_problems(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Give every operation the refusals that can meet it, all of one shape."""
    components = result["components"]
    components.setdefault("schemas", {})["Problem"] = PROBLEM
    components["responses"] = {_name(status): _refusal(text) for status, text in REFUSALS.items()}
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            if method in METHODS:
                _declare(operation, _possible(path, method, operation))
    return result


def _possible(path: str, method: str, operation: dict[str, Any]) -> set[int]:
    """Return what can go wrong with an operation whatever its view does."""
    parameters = {parameter["name"] for parameter in operation.get("parameters", [])}
    possible = {406, 429, 503}
    possible |= {404} if "{" in path else set()
    possible |= {400} if parameters or method in CHANGING else set()
    possible |= {401} if any(operation.get("security", [])) else set()
    possible |= {403} if method in CHANGING or {} not in operation.get("security", [{}]) else set()
    possible |= {409} if method in CHANGING and any(operation.get("security", [])) else set()
    possible |= {400, 413, 415} if "requestBody" in operation else set()
    return possible | ({409, 422} if IDEMPOTENCY_KEY.name in parameters else set())


def _declare(operation: dict[str, Any], possible: set[int]) -> None:
    responses = operation["responses"]
    for status in [status for status in responses if status.isdigit() and int(status) >= 400]:
        responses[status] = _refusal(responses[status].get("description") or REFUSALS.get(int(status), "Refused."))
    shared = {str(status): {"$ref": f"#/components/responses/{_name(status)}"} for status in possible}
    operation["responses"] = dict(sorted({**shared, **responses}.items()))


def _refusal(description: str) -> dict[str, Any]:
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": description, "content": {"application/problem+json": problem}}


def _name(status: int) -> str:
    return "".join(word.capitalize() for word in HTTPStatus(status).name.split("_"))
