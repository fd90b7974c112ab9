"""Idempotency-Key: the same call made twice has one effect and one answer.

The key's lock, the work and the kept answer share one transaction, so a crash leaves either all of it or nothing.
Only successes are kept: a refusal changed nothing, and may turn out otherwise when tried again. A secret that is shown once
is not kept at all: the replay has null in its place.
"""

import functools
import hashlib
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast

import orjson
from django.db import connection, transaction
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.errors import DomainError, Invalid
from common.models import IdempotentAnswer

HEADER = "Idempotency-Key"
KEPT_FOR = timedelta(hours=24)
MAX_KEY_LENGTH = 200
P = ParamSpec("P")
View = Callable[Concatenate[Any, Request, P], Response]


class IdempotencyKeyReused(DomainError):
    """The key was used before with another body or on another route."""

    code = "idempotency_key_reused"
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    title = "This Idempotency-Key was used for something else"


class TwinInFlight(DomainError):
    """The same call is being worked on at this moment."""

    code = "idempotency_in_flight"
    title = "The same request is still being worked on"


def idempotent(view: View[P]) -> View[P]:
    """Wrap a view method so that it honours Idempotency-Key. Without the header the method just runs."""
    return _wrapped(view, shown_once=())


def idempotent_without(*shown_once: str) -> Callable[[View[P]], View[P]]:
    """Do as `idempotent`, and keep null for these members of the answer, which are secret."""
    return functools.partial(_wrapped, shown_once=shown_once)


def _wrapped(view: View[P], *, shown_once: tuple[str, ...]) -> View[P]:
    @functools.wraps(view)
    def wrapper(self: Any, request: Request, *args: P.args, **kwargs: P.kwargs) -> Response:
        key = request.headers.get(HEADER)
        if key is None:
            return view(self, request, *args, **kwargs)
        if not 1 <= len(key) <= MAX_KEY_LENGTH:
            raise Invalid(f"{HEADER} must have 1 to {MAX_KEY_LENGTH} characters.", pointer="")
        caller, route = cast("Any", request.user).caller, f"{request.method} {request.path}"
        body_hash = hashlib.sha256(request.body).digest()  # as it came: a parsed body can nest too deep to be written
        with transaction.atomic():
            _take_lock(caller, key)
            kept = IdempotentAnswer.objects.filter(caller=caller, key=key).first()
            if kept is not None:
                return _replay(kept, route, body_hash)
            response = view(self, request, *args, **kwargs)
            IdempotentAnswer.objects.create(
                caller=caller,
                key=key,
                route=route,
                body_hash=body_hash,
                status=response.status_code,
                body=orjson.dumps({**response.data, **dict.fromkeys(shown_once)} if shown_once else response.data),
            )
        return response

    return cast("View[P]", wrapper)


def prune_answers() -> int:
    """Delete answers older than a day; return how many."""
    return IdempotentAnswer.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _take_lock(caller: str, key: str) -> None:
    number = int.from_bytes(hashlib.sha256(f"{caller}\n{key}".encode()).digest()[:8], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [number])
        (taken,) = cursor.fetchone() or (False,)
    if not taken:
        raise TwinInFlight("Wait for the first answer; nothing was done twice.")


def _replay(kept: IdempotentAnswer, route: str, body_hash: bytes) -> Response:
    if kept.route != route or bytes(kept.body_hash) != body_hash:
        raise IdempotencyKeyReused("Use a new key for a new request.")
    return Response(orjson.loads(bytes(kept.body)), status=kept.status, headers={"Idempotency-Replayed": "true"})
