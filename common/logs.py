"""Structured log lines that carry the request's id."""

import logging
import logging.config
from contextvars import ContextVar
from typing import Any

import structlog

_request_id: ContextVar[str] = ContextVar("request_id", default="")
_api_key: ContextVar[str] = ContextVar("api_key", default="")


def current_request_id() -> str:
    """Return the id of the request (or task) being worked on, or an empty string."""
    return _request_id.get()


def bind_request_id(request_id: str) -> None:
    """Make `request_id` part of every log line, event and problem of this context, in which nobody has called with a key yet."""
    _request_id.set(request_id)
    _api_key.set("")


def bind_api_key(prefix: str) -> None:
    """Make the public part of the key that was called with part of every log line of this context."""
    _api_key.set(prefix)


def _add_request_id(_logger: object, _method: str, line: structlog.types.EventDict) -> structlog.types.EventDict:
    if request_id := _request_id.get():
        line["request_id"] = request_id
    if api_key := _api_key.get():
        line["api_key"] = api_key
    return line


class RoutesForPaths(logging.Filter):
    """Puts a request's route in the place of its path, which Django writes down with what it refuses: a path can be a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        paths = {getattr(request, "path", None), getattr(request, "path_info", None)} - {None}
        if paths and isinstance(record.args, tuple):
            match = getattr(request, "resolver_match", None)
            route = f"/{match.route}" if match else "a path that there is not"
            record.args = tuple(route if arg in paths else arg for arg in record.args)
        return True


def logging_config(log_format: str) -> None:
    """Send the standard library's and structlog's lines to stderr, as JSON or for a person at a console."""
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _add_request_id,
    ]
    renderer: Any = structlog.processors.JSONRenderer() if log_format == "json" else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[*shared, structlog.processors.format_exc_info, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": shared,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"line": formatter},
            "filters": {"routes": {"()": RoutesForPaths}},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["routes"]}},
            "root": {"handlers": ["stderr"], "level": "INFO"},
            "loggers": {
                "httpx": {"level": "WARNING"},
                "uvicorn.access": {"level": "WARNING"},
                "django.server": {"level": "WARNING"},
            },
        }
    )
