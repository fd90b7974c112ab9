"""Errors as RFC 9457 `application/problem+json`, from DRF, Django and our own DomainError alike."""

import errno
import random
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db.utils import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from drf_standardized_errors.formatter import ExceptionFormatter
from drf_standardized_errors.handler import ExceptionHandler
from drf_standardized_errors.types import Error, ErrorResponse, ExceptionHandlerContext
from psycopg_pool import PoolTimeout, TooManyRequests
from rest_framework import exceptions
from rest_framework.response import Response

from common.errors import DomainError
from common.logs import current_request_id
from common.metrics import SHED

log = structlog.get_logger(__name__)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
CONTENT_TYPE = "application/problem+json"
BUSY_RETRY_SECONDS = 1
OVERLOAD_WAITS = range(2, 6)  # seconds; not one for all, or they all come back together
OVERLOADED_DETAIL = "TrustTrack has more to do than it can at this moment. Nothing was changed. Try again in a few seconds."


class Busy(exceptions.APIException):
    """The database was locked, slow or away; nothing was written, the caller may try again."""

    status_code = HTTPStatus.SERVICE_UNAVAILABLE
    default_code = "busy"
    default_detail = "This is busy right now and nothing was changed. Try again in a moment."
    wait = BUSY_RETRY_SECONDS


class Overloaded(Busy):
    """This process has more to do than it can: all its connections to the database are taken. Nothing was begun."""

    default_code = "overloaded"
    default_detail = OVERLOADED_DETAIL

    def __init__(self) -> None:
        super().__init__()
        self.wait = overload_wait()  # becomes Retry-After


class TooLarge(exceptions.APIException):
    """The body is larger than DATA_UPLOAD_MAX_MEMORY_SIZE."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = "The body is too large."


class NoRoom(exceptions.APIException):
    """A disk is full, and a person has to look; the caller can do nothing but come again."""

    status_code = HTTPStatus.INSUFFICIENT_STORAGE
    default_code = "no_room"
    default_detail = "There is no room to keep this at the moment, and nothing was changed. We were told; try again later."


class Unstorable(exceptions.APIException):
    """The database refused a value that no serializer had caught; the caller's to mend, and ours to look at."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid"
    default_detail = "Some of this cannot be stored or looked up. Look at it and send it again."


class _Refusal(exceptions.APIException):
    """Carries a DomainError through DRF's machinery."""

    def __init__(self, error: DomainError) -> None:
        super().__init__(detail=error.detail, code=error.code)
        self.status_code = error.status
        self.wait = error.extra.get("retry_after")  # becomes Retry-After
        self.error = error


class ProblemFormatter(ExceptionFormatter):
    """Formats one exception as a problem object."""

    def format_error_response(self, error_response: ErrorResponse) -> dict[str, Any]:
        """Return the members of the problem; `errors` only where single fields are at fault."""
        status = int(self.exc.status_code)
        if isinstance(self.exc, _Refusal):
            error = self.exc.error
            return problem(status, code=error.code, title=error.title, detail=error.detail, **error.extra)
        if error_response.type != "validation_error":
            first = error_response.errors[0]
            return problem(status, code=first.code, detail=first.detail)
        return problem(
            status,
            code="invalid",
            title="Some of this needs changing",
            detail="; ".join(dict.fromkeys(error.detail for error in error_response.errors)),
            errors=[_pointed(error) for error in error_response.errors],
        )


class ProblemHandler(ExceptionHandler):
    """DRF's exception handler."""

    def convert_known_exceptions(self, exc: Exception) -> Exception:
        """Turn our refusals and a busy database into API exceptions, the rest as the library does."""
        if isinstance(exc, DomainError):
            return _Refusal(exc)
        if isinstance(exc, OperationalError):
            return Overloaded() if is_pool_exhausted(exc) else Busy()
        if isinstance(exc, DataError):
            return Unstorable()
        if isinstance(exc, RequestDataTooBig):
            return TooLarge()
        if isinstance(exc, OSError) and exc.errno in NO_ROOM:
            return NoRoom()
        if isinstance(exc, SuspiciousOperation):
            return exceptions.ParseError("The request cannot be read.")
        return super().convert_known_exceptions(exc)

    def get_response(self, exc: exceptions.APIException, data: dict[str, Any]) -> Response:
        """Return the answer with the problem media type."""
        return Response(data, status=exc.status_code, headers=self.get_headers(exc), content_type=CONTENT_TYPE)

    def report_exception(self, exc: exceptions.APIException, response: Response) -> None:
        """Report faults; a busy database is a warning, since the caller is told to try again."""
        if isinstance(exc, Overloaded):
            SHED.labels("database").inc()
        if isinstance(exc, Busy):
            log.warning("database_busy", error=str(self.exc))
        elif isinstance(exc, Unstorable):
            log.warning("value_refused_by_database", error=str(self.exc))
        elif isinstance(exc, _Refusal):
            log.info("refused", code=exc.error.code)  # whoever refused has logged why, where somebody must look
        else:
            super().report_exception(exc, response)


def overload_wait() -> int:
    """Return the seconds after which an overloaded process may be asked again, another number each time."""
    return random.choice(OVERLOAD_WAITS)  # noqa: S311 - spreads callers, hides nothing


def is_pool_exhausted(error: BaseException | None) -> bool:
    """Say whether a database error means that no connection of the pool came free in time."""
    return isinstance(error, OperationalError) and isinstance(error.__cause__, PoolTimeout | TooManyRequests)


def problem(status: int, *, code: str, detail: str, title: str = "", **extra: Any) -> dict[str, Any]:
    """Return a problem object. `type` is a name, not a page: `urn:trusttrack:problem:<code>`."""
    return {
        "type": f"urn:trusttrack:problem:{code}",
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "trace_id": current_request_id(),
        **extra,
    }


def problem_handler(exc: Exception, context: ExceptionHandlerContext) -> Response | None:
    """Entry point named in REST_FRAMEWORK."""
    return ProblemHandler(exc, context).run()


def problem_response(status: int, *, code: str, detail: str) -> HttpResponse:
    """Return a problem outside of DRF (handlers of Django itself)."""
    return HttpResponse(orjson.dumps(problem(status, code=code, detail=detail)), status=status, content_type=CONTENT_TYPE)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a request whose CSRF token is missing or wrong."""
    return problem_response(403, code="csrf_failed", detail="The page was open too long. Reload it and try again.")


def _pointed(error: Error) -> dict[str, str]:
    parts = [part for part in (error.attr or "").split(".") if part and part != "non_field_errors"]
    path = "".join(f"/{part}" for part in parts)
    return {"pointer": path, "detail": error.detail, "code": error.code or "invalid"}
