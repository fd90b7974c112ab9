"""Sending what is due, one call at a time in each thread. Decision record: docs/adr/0027-webhooks.md.

A delivery is leased under SKIP LOCKED in a transaction of its own, sent without any, and marked in another. A worker that dies
in between lets the lease run out; the call is made again, with the same id and the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from accounts.encryption import Unreadable
from common.logs import bind_request_id
from common.public_http import Answer, NoAnswer, NotPublic, PublicHttp
from common.tracing import span
from webhooks.disabling import disable
from webhooks.models import DeliveryState, DisabledReason, WebhookAttempt, WebhookDelivery, WebhookEndpoint
from webhooks.retrying import MAX_TRIES, pause_asked, wait_after
from webhooks.signing import headers_for, without_signature

LEASE = timedelta(seconds=45)  # a call takes ten at most
AT_ONCE = 4  # calls to one endpoint under way at a time: a slow one holds up itself alone
FAILING_FOR = timedelta(days=3)
FEWEST_FAILURES = 8  # in that time, so that two calls around a long quiet do not count as three days of failing
OK = range(200, 300)
GONE = 410
log = structlog.get_logger(__name__)
http = PublicHttp()


@dataclass(frozen=True)
class Outcome:
    """What became of one call: an answer, or why there is none."""

    started_at: datetime
    headers: dict[str, str]
    seconds: float
    answer: Answer | None = None
    error: str = ""

    @property
    def is_delivered(self) -> bool:
        """Whether the receiver took it."""
        return self.answer is not None and self.answer.status in OK


def send_next(*, on_taken: Callable[[], None] = lambda: None) -> bool:
    """Make the call that is due; return whether there was one. Safe to run in many threads and processes at once.

    `on_taken` is called between the lease and the call: there may be more to do.
    """
    delivery = lease()
    if delivery is None:
        return False
    on_taken()
    bind_request_id(delivery.request_id)
    try:
        with span("webhook"):
            mark(delivery, call(delivery))
    finally:
        bind_request_id("")
    return True


@transaction.atomic
def lease() -> WebhookDelivery | None:
    """Take the oldest due delivery of the endpoint that has waited longest; None where nothing can be sent now."""
    now = timezone.now()
    waiting = WebhookEndpoint.objects.with_work(now, at_once=AT_ONCE).order_by(F("served_at").asc(nulls_first=True), "pk")
    endpoint = waiting.select_for_update(skip_locked=True, of=("self",), no_key=True).first()
    if endpoint is None:
        return None
    due = endpoint.deliveries.due(now).select_related("event").order_by("due_at", "pk")
    delivery = due.select_for_update(skip_locked=True, of=("self",)).first()
    if delivery is None:
        return None
    if delivery.tries >= MAX_TRIES:  # whoever took it before has ended in the middle each time
        delivery.state, delivery.leased_until, delivery.last_error = DeliveryState.FAILED, None, "We could not send this."
        delivery.save(update_fields=["state", "leased_until", "last_error"])
        return None
    endpoint.served_at = now
    endpoint.save(update_fields=["served_at"])
    delivery.endpoint = endpoint
    delivery.tries += 1
    delivery.due_at = delivery.leased_until = now + LEASE
    delivery.save(update_fields=["tries", "due_at", "leased_until"])
    return delivery


def call(delivery: WebhookDelivery) -> Outcome:
    """Make the call. It holds no connection to the database meanwhile, unless the caller is in a transaction."""
    if not connection.in_atomic_block:
        connection.close()
    started = timezone.now()
    headers: dict[str, str] = {}
    try:
        headers = headers_for(delivery, delivery.endpoint, at=started)
        answer = http.post(delivery.endpoint.url, delivery.body.encode(), headers)
    except (NotPublic, NoAnswer) as error:
        return _unanswered(started, headers, str(error))
    except Unreadable:
        log.exception("webhook_secret_unreadable", endpoint=delivery.endpoint_id)
        return _unanswered(started, headers, "We cannot sign just now.")
    return Outcome(started, without_signature(headers), answer.seconds, answer)


def _unanswered(started: datetime, headers: dict[str, str], error: str) -> Outcome:
    redacted = without_signature(headers) if headers else {}
    return Outcome(started, redacted, (timezone.now() - started).total_seconds(), error=error)


@transaction.atomic
def mark(delivery: WebhookDelivery, outcome: Outcome) -> None:
    """Write down the call and what follows from it: delivered, another try, given up, the endpoint turned off.

    Anybody may say that it was delivered; who no longer holds the lease does not put off what another has taken.
    """
    endpoint = WebhookEndpoint.objects.select_for_update(no_key=True).filter(pk=delivery.endpoint_id).first()
    kept = WebhookDelivery.objects.select_for_update().filter(pk=delivery.pk).first() if endpoint else None
    if endpoint is None or kept is None:  # deleted meanwhile
        return
    _write_down(delivery, outcome)
    is_holder = (kept.tries, kept.leased_until) == (delivery.tries, delivery.leased_until)
    is_news = outcome.is_delivered and kept.state != DeliveryState.DELIVERED
    if not is_news and (kept.state != DeliveryState.PENDING or not is_holder):
        return
    kept.last_status = outcome.answer.status if outcome.answer else None
    kept.last_error, kept.leased_until = outcome.error[:200], None
    if outcome.is_delivered:
        _delivered(endpoint, kept)
    else:
        _failed(endpoint, kept, outcome, called=delivery.endpoint.url)


def _write_down(delivery: WebhookDelivery, outcome: Outcome) -> None:
    answer = outcome.answer
    WebhookAttempt.objects.create(
        delivery=delivery,
        number=delivery.tries,
        url=delivery.endpoint.url,
        headers=outcome.headers,
        status=answer.status if answer else None,
        answer=answer.body.decode("utf-8", "replace").replace("\x00", "") if answer else "",
        error="" if answer else outcome.error[:200],
        started_at=outcome.started_at,
        duration_ms=int(outcome.seconds * 1000),
    )


def _delivered(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> None:
    delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, timezone.now()
    delivery.save()
    endpoint.failing_since, endpoint.failures, endpoint.last_success_at = None, 0, delivery.delivered_at
    endpoint.save(update_fields=["failing_since", "failures", "last_success_at"])


def _failed(endpoint: WebhookEndpoint, delivery: WebhookDelivery, outcome: Outcome, *, called: str) -> None:
    now = timezone.now()
    is_its_word = endpoint.url == called  # what an address of before answers says nothing of the one of now
    pause = pause_asked(outcome.answer.status, outcome.answer.headers, at=now) if outcome.answer and is_its_word else timedelta(0)
    if is_its_word:
        endpoint.failing_since, endpoint.failures = endpoint.failing_since or now, endpoint.failures + 1
        endpoint.paused_until = max(endpoint.paused_until or now, now + pause) if pause else endpoint.paused_until
        endpoint.save(update_fields=["failing_since", "failures", "paused_until"])
    if delivery.tries >= MAX_TRIES:
        delivery.state = DeliveryState.FAILED
    else:
        delivery.due_at = now + max(wait_after(delivery.tries), pause)
    delivery.save()
    log.warning("webhook_failed", endpoint=endpoint.pk, delivery=delivery.pk, tries=delivery.tries)
    if is_its_word and (reason := _reason_to_disable(endpoint, delivery, outcome, now)):
        disable(endpoint, reason=reason)


def _reason_to_disable(
    endpoint: WebhookEndpoint, delivery: WebhookDelivery, outcome: Outcome, now: datetime
) -> DisabledReason | None:
    if endpoint.disabled_at is not None:
        return None
    if outcome.answer is not None and outcome.answer.status == GONE:
        return DisabledReason.GONE
    is_long = endpoint.failing_since is not None and now - endpoint.failing_since >= FAILING_FOR
    if (is_long and endpoint.failures >= FEWEST_FAILURES) or _nothing_since_first_try(endpoint, delivery):
        return DisabledReason.FAILING
    return None


def _nothing_since_first_try(endpoint: WebhookEndpoint, delivery: WebhookDelivery) -> bool:
    """Say whether `delivery` was given up, and nothing got through since its first try: of a quiet endpoint all that we know.

    Its tries take about three days, but jitter may make that a little less. Replayed, it is tried from the first on again, so
    the newest first try counts. That one may itself have begun the failing, and was marked within its lease.
    """
    if delivery.state != DeliveryState.FAILED or endpoint.failing_since is None:
        return False
    first = delivery.attempts.filter(number=1).order_by("-id").first()
    return first is not None and endpoint.failing_since <= first.started_at + LEASE
