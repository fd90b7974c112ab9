"""Handing messages over: at most once where nobody can ask the provider, whatever ends in the middle.

A try goes through steps, each committed before the next begins: the lease; the words; a row that says which provider is asked;
the asking; a row that says what it answered. A try that left the third without the fifth is uncertain: it may have been taken.
Then only a provider that knows a repetition for what it is, or a notice that must arrive, is asked again. Decision record:
docs/adr/0026-exactly-one-message.md.
"""

import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from common.leasing import lease_first
from common.logs import bind_request_id
from events.models import Event
from notifications.channels import Answer, Provider, providers_of
from notifications.choosing import not_before, reading_of
from notifications.models import OPEN_STATES, Attempt, Channel, Message, MessageState, Outcome
from notifications.notices import Notice, Recipient, browser_at, notices
from notifications.nudging import nudge_senders
from notifications.rendering import Rendered, render
from notifications.stopping import is_contact_alone, way_to_stop
from notifications.withholding import why_not

LEASE = timedelta(seconds=60)
ASKING = timedelta(seconds=120)  # the lease while a provider is asked: longer than the longest call (notifications/smtp.py)
TRIES = 8  # and as many again for each replay
MOST_UNCERTAIN = 3  # of one message: so often may a notice that must arrive be handed over without anybody knowing
FIRST_RETRY_SECONDS, FACTOR = 80, 3  # 80 s, 4 min, 12 min … 16 h: a day in all
log = structlog.get_logger(__name__)


class LeaseLost(RuntimeError):
    """Another worker has the message by now; nothing was handed over."""


class SenderLost(RuntimeError):
    """A message that ended its worker every time, and is given up."""


def send_due(*, limit: int = 50, channel: Channel | None = None) -> int:
    """Try up to `limit` messages that are due, of one channel or of all; return how many were taken."""
    taken = 0
    while taken < limit and send_next(channel):
        taken += 1
    return taken


def send_next(channel: Channel | None = None, *, on_taken: Callable[[], None] = lambda: None) -> bool:
    """Try the message that has been due longest; return whether there was one. Any number of workers and threads share them.

    `on_taken` is called between the lease and the try: there may be more to do.
    """
    message = _lease(channel)
    if message is None:
        return False
    on_taken()
    _try(message)
    return True


def replay(message: Message) -> bool:
    """Make a dead or uncertain message due again, with as many tries; return False where it is neither."""
    stuck = Message.objects.filter(pk=message.pk, state__in=[MessageState.DEAD, MessageState.UNCERTAIN])
    revived = stuck.update(state=MessageState.PENDING, last_try=message.attempts + TRIES, due_at=timezone.now())
    transaction.on_commit(lambda: nudge_senders.offer(None))
    return bool(revived)


def _lease(channel: Channel | None = None) -> Message | None:
    where = {"channel": channel.value} if channel else {}
    return lease_first(Message, states=[state.value for state in OPEN_STATES], lease=LEASE, where=where)


def _try(message: Message) -> None:
    try:
        _deliver(message)
    except LeaseLost:
        log.info("message_lease_lost", message=message.pk)
    except Exception as error:
        log.warning("message_failed", message=message.pk, kind=message.kind, attempts=message.attempts, exc_info=error)
        _put_off(message, f"{type(error).__name__}: {error}")
    finally:
        bind_request_id("")


def _deliver(message: Message) -> None:
    notice, providers = notices()[message.kind], providers_of(Channel(message.channel))
    if _is_unanswered(message) and not _may_repeat(message, notice, providers):
        _settle(message, MessageState.UNCERTAIN, "A worker ended while the provider was asked.")
        return
    if message.attempts > message.last_try:
        raise SenderLost(f"{TRIES} workers ended while they sent this")
    if _waits_for_the_morning(message, notice):
        return
    event = Event.objects.get(uid=message.event_uid)
    bind_request_id(event.request_id)
    recipient = recipient_of(message)
    words = _words(message, notice, event, recipient)
    if words is None:
        return
    if _hand_over(message, words, providers, repeats=notice.required) and notice.sent is not None:
        notice.sent(event, recipient)


def _may_repeat(message: Message, notice: Notice, providers: Sequence[Provider]) -> bool:
    """Tell whether a message that may have been taken is handed over once more."""
    return all(one.is_repeatable for one in providers) or (notice.required and _times_uncertain(message) < MOST_UNCERTAIN)


def _waits_for_the_morning(message: Message, notice: Notice) -> bool:
    """Put a message off that comes late, after an outage or a replay, into its reader's quiet hours; it is no try of it."""
    now = timezone.now()
    later = not_before(notice, Channel(message.channel), message.user, now)
    if later > now:
        _mine(message).update(attempts=message.attempts - 1, due_at=later)
    return later > now


def recipient_of(message: Message) -> Recipient:
    """Return whom a message is for, at the address that it was planned for."""
    user = message.user
    email = message.recipient if message.channel == Channel.MAIL else user.email if user else ""
    phone = message.recipient if message.channel == Channel.SMS else ""
    return Recipient(user=user, email=email, phone=phone, browser=None if user else browser_at(message.recipient))


def _words(message: Message, notice: Notice, event: Event, recipient: Recipient) -> Rendered | None:
    """Return what to say; None, noted as dropped, where there is nothing to say, or nobody."""
    why = why_not(message, notice, event, recipient)
    facts = None if why else notice.facts(event, recipient)
    if facts is None:
        _settle(message, MessageState.DROPPED, why or "There is nothing to say any more.")
        return None
    outsider = notice.outsider(event, recipient) if notice.outsider else None
    language, zone = (outsider.language, "") if outsider else reading_of(recipient.user)
    channel = Channel(message.channel)
    # Nobody's settings where it goes to another address than their account's: that has a way of its own.
    user = None if is_contact_alone(recipient, channel) else recipient.user
    stops = outsider or way_to_stop(notice, event, recipient, channel, language)
    return render(notice, facts, language, zone, user=user, channel=channel, outsider=stops)


def _hand_over(message: Message, words: Rendered, providers: Sequence[Provider], *, repeats: bool) -> bool:
    """Ask one provider after the other, until one takes it, refuses the address, or may have taken it; tell whether it is sent.

    Where it `repeats`, what may have been taken is handed to the next one too, and tried again, MOST_UNCERTAIN times in all.
    """
    answer = Answer(Outcome.FAILED, words="no provider is set")
    for provider in providers:
        answer = _ask(message, words, provider)
        if answer.outcome == Outcome.UNCERTAIN:
            repeats = repeats and _times_uncertain(message) < MOST_UNCERTAIN
        if answer.outcome in {Outcome.ACCEPTED, Outcome.REFUSED} or (answer.outcome == Outcome.UNCERTAIN and not repeats):
            break
    if answer.outcome == Outcome.REFUSED:
        _settle(message, MessageState.DEAD, answer.words)
    elif answer.outcome == Outcome.UNCERTAIN and not repeats:
        _settle(message, MessageState.UNCERTAIN, answer.words)
    elif answer.outcome != Outcome.ACCEPTED:
        _put_off(message, answer.words)
    return answer.outcome == Outcome.ACCEPTED


def _ask(message: Message, words: Rendered, provider: Provider) -> Answer:
    if provider.is_transactional:
        return _ask_our_own(message, words, provider)
    with transaction.atomic():
        _hold(message)
        _write(message, provider, Answer(Outcome.ASKED))
    if not connection.in_atomic_block:
        connection.close()  # nobody's database waits for a provider
    answer = provider.send(words, message)
    with transaction.atomic():
        _note(message, words, provider, answer)
    return answer


def _ask_our_own(message: Message, words: Rendered, provider: Provider) -> Answer:
    """Do it and note it in one transaction: there is no moment between the two."""
    with transaction.atomic():
        _hold(message)
        try:
            with transaction.atomic():
                answer = provider.send(words, message)
        except Exception as error:
            log.warning("message_not_kept", provider=provider.name, exc_info=error)
            answer = Answer(Outcome.FAILED, words=f"{type(error).__name__}: {error}")
        _note(message, words, provider, answer)
    return answer


def _hold(message: Message) -> None:
    """Renew the lease, for as long as the provider may take. Raises LeaseLost."""
    mine = Message.objects.filter(pk=message.pk, attempts=message.attempts, state__in=OPEN_STATES)
    if not mine.update(due_at=timezone.now() + ASKING):
        raise LeaseLost


def _note(message: Message, words: Rendered, provider: Provider, answer: Answer) -> None:
    _write(message, provider, answer)
    log.info("provider_answered", message=message.pk, channel=message.channel, provider=provider.name, outcome=answer.outcome)
    if answer.outcome == Outcome.ACCEPTED:  # whoever has the lease by now: it is sent
        Message.objects.filter(pk=message.pk).exclude(state=MessageState.SENT).update(
            state=MessageState.SENT, sent_at=timezone.now(), subject=words.subject[:250], last_error=""
        )


def _write(message: Message, provider: Provider, answer: Answer) -> None:
    Attempt.objects.create(
        message_id=message.pk,
        number=message.attempts,
        provider=provider.name,
        outcome=answer.outcome,
        provider_id=storable(answer.provider_id, 200),
        answer=storable(answer.words.replace(message.recipient, "…"), 500),
    )


def _is_unanswered(message: Message) -> bool:
    """Tell whether an earlier try, since the last replay, ended between asking a provider and noting its answer."""
    return message.attempts > 1 and {Outcome.ASKED.value} in _askings(message)


def _times_uncertain(message: Message) -> int:
    """Return how often, since the last replay, a provider may have taken it: it left that open, or its answer was not noted."""
    return sum(Outcome.UNCERTAIN in said or said == {Outcome.ASKED.value} for said in _askings(message))


def _askings(message: Message) -> list[set[str]]:
    """Return what was noted of each asking of a provider since the last replay."""
    noted: dict[tuple[int, str], set[str]] = {}
    since = message.tries.filter(number__gt=message.last_try - TRIES)
    for number, provider, outcome in since.values_list("number", "provider", "outcome"):
        noted.setdefault((number, provider), set()).add(outcome)
    return list(noted.values())


def _settle(message: Message, state: MessageState, words: str) -> None:
    log.info("message_settled", message=message.pk, kind=message.kind, channel=message.channel, state=state.value)
    _mine(message).update(state=state, last_error=storable(words, 500))


def _put_off(message: Message, words: str) -> None:
    if message.attempts >= message.last_try:
        _settle(message, MessageState.DEAD, words)
        return
    number = message.attempts - (message.last_try - TRIES)  # of this round
    seconds = FIRST_RETRY_SECONDS * FACTOR ** (number - 1) * random.uniform(0.8, 1.2)  # noqa: S311 - jitter, not a secret
    due_at = _after_quiet(message, timezone.now() + timedelta(seconds=seconds))
    _mine(message).update(state=MessageState.FAILED, due_at=due_at, last_error=storable(words, 500))


def _after_quiet(message: Message, at: datetime) -> datetime:
    notice = notices().get(message.kind)
    return not_before(notice, Channel(message.channel), message.user, at) if notice else at


def _mine(message: Message):  # type: ignore[no-untyped-def]  # a QuerySet, which the stubs spell differently by run
    """Return the row if nobody leased or settled it since: a worker that was too slow must not undo what another has done."""
    return Message.objects.filter(pk=message.pk, attempts=message.attempts, state__in=OPEN_STATES)


def storable(text: str, length: int) -> str:
    """Return `text` without what PostgreSQL refuses, so that no answer can keep itself from being noted."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()[:length]
