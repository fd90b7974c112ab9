"""Error reports to Sentry or its like, by SENTRY_DSN: what broke and where, and nothing of whom."""

from typing import TYPE_CHECKING, Any

from common.logs import current_request_id

if TYPE_CHECKING:
    from sentry_sdk.types import Event, Hint

LONGEST = 200
#: Of the parts of a report, what may leave. Paths are keys (a tracking link), bodies and variables are people's.
KEPT = {
    "event_id", "timestamp", "level", "platform", "release", "environment", "sdk", "transaction", "exception", "logger", "tags",
    "fingerprint", "type",
}  # fmt: skip


def start_error_reports(dsn: str, *, release: str, transport: Any = None) -> None:
    """Report unhandled errors, each under its request's id."""
    import sentry_sdk  # noqa: PLC0415 - only for those who report

    sentry_sdk.init(
        dsn=dsn,
        release=release or None,
        transport=transport,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        traces_sample_rate=0.0,
        before_send=without_people,
    )


def without_people(event: "Event", _hint: "Hint") -> "Event":
    """Return the report with nothing but what is in KEPT, the first line of each error, and the request's id."""
    found: dict[str, Any] = {name: value for name, value in event.items() if name in KEPT}
    for error in found.get("exception", {}).get("values", []):
        # PostgreSQL's second line tells the values: "Key (email)=(…) already exists".
        error["value"] = str(error.get("value", "")).split("\n", 1)[0][:LONGEST]
    found["tags"] = {**found.get("tags", {}), "request_id": current_request_id()}
    return found  # type: ignore[return-value]  # the same type, with fewer members
