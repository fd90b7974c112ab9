"""Writing events, and doing the work that they ask for."""

import contextlib
import functools
import random
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from common.background import BackgroundSender
from common.logs import bind_request_id, current_request_id
from events.models import Delivery, DeliveryState, Event
from events.registry import registry

LEASE = timedelta(seconds=60)
MAX_ATTEMPTS = 8
FIRST_RETRY_SECONDS = 10
log = structlog.get_logger(__name__)
_listening: ContextVar[bool] = ContextVar("listening", default=True)


@contextlib.contextmanager
def without_listeners() -> Iterator[None]:
    """Record events inside, yet have nobody act on them: no mail for what a seed or a migration of data makes up.

    Only for loading data by command; it holds for the calling thread. What is recorded inside is never delivered later.
    """
    token = _listening.set(False)
    try:
        yield
    finally:
        _listening.reset(token)


def record(event_type: str, *, subject: str, payload: Mapping[str, Any], sequence: int | None = None, about: Any = None) -> Event:
    """Write an event and the work it asks for, in the caller's transaction; workers are woken after the commit.

    `payload` holds JSON values and no personal data: listeners load what they need by id. `about` is handed to the
    hooks that run in this process after the commit, and is not stored.
    """
    event = Event.objects.create(
        type=event_type, subject=subject, sequence=sequence, payload=dict(payload), request_id=current_request_id()
    )
    if not _listening.get():
        return event
    listeners = registry.by_type.get(event_type, [])
    if listeners:
        Delivery.objects.bulk_create(Delivery(event=event, listener=name) for name in listeners)
        transaction.on_commit(lambda: nudge_workers.offer(None))
    for hook in registry.hooks.get(event_type, []):
        transaction.on_commit(functools.partial(hook, event, about), robust=True)
    return event


def deliver_due(*, limit: int = 50) -> int:
    """Do up to `limit` pieces of due work; return how many were taken.

    Work is leased row by row under SKIP LOCKED, so that workers share it. A worker that dies leaves its lease to run
    out, and another does the work again: handlers must be safe to run twice.
    """
    taken = _lease(limit)
    for delivery in taken:
        _attempt(delivery)
    return len(taken)


def replay(delivery: Delivery) -> None:
    """Make a dead delivery due again."""
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.DEAD).update(
        state=DeliveryState.PENDING, attempts=0, due_at=timezone.now()
    )
    nudge_workers.offer(None)


def _lease(limit: int) -> list[Delivery]:
    with transaction.atomic():
        due = list(
            Delivery.objects.filter(state=DeliveryState.PENDING, due_at__lte=timezone.now())
            .order_by("due_at")
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("event")[:limit]
        )
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in due]).update(
            due_at=timezone.now() + LEASE, attempts=F("attempts") + 1
        )
    return due


def _attempt(delivery: Delivery) -> None:
    event = delivery.event
    bind_request_id(event.request_id)
    try:
        registry.handlers[delivery.listener](event)
    except Exception as error:
        _put_off(delivery, error)
    else:
        Delivery.objects.filter(pk=delivery.pk).update(state=DeliveryState.DONE, done_at=timezone.now(), last_error="")
    finally:
        bind_request_id("")


def _put_off(delivery: Delivery, error: Exception) -> None:
    attempts = delivery.attempts + 1
    dead = attempts >= MAX_ATTEMPTS
    seconds = FIRST_RETRY_SECONDS * 2 ** (attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    log.warning(
        "delivery_failed", listener=delivery.listener, event=str(delivery.event.uid), attempts=attempts, dead=dead, exc_info=error
    )
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.DEAD if dead else DeliveryState.PENDING,
        due_at=timezone.now() + timedelta(seconds=seconds),
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


def _send_nudge(_: None) -> None:
    current_app.send_task("events.tasks.deliver_due", expires=5, retry=False)


nudge_workers: BackgroundSender[None] = BackgroundSender("nudge-workers", _send_nudge, size=2)
