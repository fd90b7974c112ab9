"""Writing events, and doing the work that they ask for."""

import contextlib
import functools
import random
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

import structlog
from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from common.background import BackgroundSender
from common.leasing import lease_first, losable
from common.logs import bind_request_id, current_request_id
from common.pruning import delete_first
from common.tracing import span
from events.catalogue import EventType
from events.models import Delivery, DeliveryState, Event
from events.registry import registry

LEASE = timedelta(seconds=60)
DONE_KEPT_FOR = timedelta(days=30)
MAX_ATTEMPTS = 8
FIRST_RETRY_SECONDS = 10
NUDGE_PAUSE_SECONDS = 0.1
_DONE = "UPDATE events_delivery SET state = 'done', done_at = %s, last_error = '' WHERE id = %s AND {durability}"
log = structlog.get_logger(__name__)
_listening: ContextVar[bool] = ContextVar("listening", default=True)


class WorkerLost(RuntimeError):
    """Work that ended its worker every time (killed, out of memory), and is given up."""


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


def record(
    event_type: EventType,
    *,
    subject: str,
    payload: Mapping[str, Any],
    sequence: int | None = None,
    about: Any = None,
    also: Sequence[EventType] = (),
) -> Event:
    """Write an event and the work it asks for, in the caller's transaction; workers are woken after the commit.

    `payload` is what the type declares and no personal data: listeners load what they need by id. `about` is handed to the
    hooks that run in this process after the commit, and is not stored. `also` are further names of the same occurrence: an
    event each, with the same payload. Raises UnfitPayload, nothing is written then.
    """
    return _write([_event(each, subject, payload, sequence) for each in (event_type, *also)], about)[0]


def record_each(event_type: EventType, facts: Iterable[tuple[str, Mapping[str, Any]]]) -> list[Event]:
    """Record many of one type at once, each with its subject and payload, in as few statements as one. Else as record does."""
    return _write([_event(event_type, subject, payload, None) for subject, payload in facts], None)


def deliver_due(*, limit: int = 50) -> int:
    """Do up to `limit` pieces of due work; return how many were taken.

    Work is leased one piece at a time under SKIP LOCKED: workers share it, and one that hangs or dies holds back nothing but
    the piece in its hands. That piece is due again when the lease runs out: handlers must be safe to run twice. So neither the
    lease nor what is done waits for the disk; both are there with whatever a handler commits between them.
    """
    taken = 0
    while taken < limit and (delivery := _lease()) is not None:
        _attempt(delivery)
        taken += 1
    return taken


def replay(delivery: Delivery) -> bool:
    """Make a dead delivery due again; return False where it is not dead."""
    revived = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.DEAD).update(
        state=DeliveryState.PENDING, attempts=0, due_at=timezone.now()
    )
    transaction.on_commit(lambda: nudge_workers.offer(None))
    return bool(revived)


def prune_deliveries() -> int:
    """Delete the oldest deliveries that were done more than 30 days ago; return how many. Dead ones and events stay."""
    done = Delivery.objects.filter(state=DeliveryState.DONE, done_at__lt=timezone.now() - DONE_KEPT_FOR)
    return delete_first(done.order_by("done_at"))


def _event(event_type: EventType, subject: str, payload: Mapping[str, Any], sequence: int | None) -> Event:
    event_type.refuse_unfit(payload)
    return Event(
        type=event_type.name,
        version=event_type.version,
        subject=subject,
        sequence=sequence,
        payload=dict(payload),
        request_id=current_request_id(),
    )


def _write(events: Sequence[Event], about: Any) -> list[Event]:
    written = Event.objects.bulk_create(events)
    if _listening.get():
        _ask_listeners(written, about)
    return written


def _ask_listeners(events: Sequence[Event], about: Any) -> None:
    deliveries = [Delivery(event=event, listener=name) for event in events for name in registry.by_type.get(event.type, [])]
    if deliveries:
        Delivery.objects.bulk_create(deliveries)
        transaction.on_commit(lambda: nudge_workers.offer(None))
    for event in events:
        for hook in registry.hooks.get(event.type, []):
            transaction.on_commit(functools.partial(hook, event, about), robust=True)


def _lease() -> Delivery | None:
    return lease_first(Delivery, states=[DeliveryState.PENDING.value], lease=LEASE, is_losable=True)


def _attempt(delivery: Delivery) -> None:
    bind_request_id(delivery.event.request_id)
    try:
        _run(delivery)
    except Exception as error:
        _put_off(delivery, error)
    else:
        with connection.cursor() as cursor:
            cursor.execute(_DONE.format(durability=losable()), [timezone.now(), delivery.pk])
    finally:
        bind_request_id("")


def _run(delivery: Delivery) -> None:
    if delivery.attempts > MAX_ATTEMPTS:
        raise WorkerLost(f"{MAX_ATTEMPTS} workers ended while they did this")
    with span(f"listener {delivery.listener}", event__type=delivery.event.type):
        registry.handlers[delivery.listener](delivery.event)


def _put_off(delivery: Delivery, error: Exception) -> None:
    dead = delivery.attempts >= MAX_ATTEMPTS
    seconds = FIRST_RETRY_SECONDS * 2 ** (delivery.attempts - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    log.warning(
        "delivery_failed",
        listener=delivery.listener,
        event_uid=str(delivery.event.uid),
        attempts=delivery.attempts,
        dead=dead,
        exc_info=error,
    )
    # Only who holds the last lease: a worker that was too slow must not undo what another has done since.
    Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.PENDING, attempts=delivery.attempts).update(
        state=DeliveryState.DEAD if dead else DeliveryState.PENDING,
        due_at=timezone.now() + timedelta(seconds=seconds),
        last_error=_storable(f"{type(error).__name__}: {error}"),
    )


def _storable(text: str) -> str:
    """Return `text` without what PostgreSQL refuses, so that no error can keep itself from being noted."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:2000]


def _send_nudge(_: None) -> None:
    """Wake a worker, which does all that is due; the nudges of a burst become one, as each costs as much as a few queries."""
    try:
        current_app.send_task("events.tasks.deliver_due", expires=5, retry=False)
    finally:
        time.sleep(NUDGE_PAUSE_SECONDS)


#: Room for one: whoever finds it taken knows that a nudge is still to come, after their commit.
nudge_workers: BackgroundSender[None] = BackgroundSender("nudge-workers", _send_nudge, size=1)
