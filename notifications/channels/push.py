"""Web push, by the gateway of PUSH_URL (notifications/push.py)."""

from collections.abc import Sequence
from functools import partial

from django.conf import settings

from notifications.channels.ports import Answer
from notifications.inbox import own_path
from notifications.models import Message, Outcome
from notifications.notices import notices
from notifications.push import Push, Told, browsers_for, tell_browsers, topic_of
from notifications.push_models import PushSubscription
from notifications.rendering import Rendered

KEEPS_ROWS = "notifications.push_inbox.InboxGateway"
SENDS_NOTHING = "notifications.push.NoGateway"


class PushProvider:
    """Tells each of the person's browsers. A repeated push takes the place of the first (Push.topic)."""

    name = "push"
    is_repeatable = True

    def __init__(self) -> None:
        self.is_transactional = settings.PUSH_GATEWAY == KEEPS_ROWS

    def send(self, rendered: Rendered, message: Message) -> Answer:
        """Send the short words; taken where every browser that is left has taken it."""
        push = Push(
            title=rendered.subject,
            body="" if rendered.short == rendered.subject else rendered.short,
            url=own_path(rendered.url),
            topic=topic_of(message.event_uid, notices()[message.kind].topic or message.kind),
        )
        had = message.taken_by or []
        told = tell_browsers(push, to=browsers_for(message).exclude(pk__in=had), note=partial(_note, message))
        return _answer(told, had=len(had))


def push_providers() -> Sequence[PushProvider]:
    """Return the one there is; none without a VAPID key."""
    return [] if settings.PUSH_GATEWAY == SENDS_NOTHING else [PushProvider()]


def _note(message: Message, browser: PushSubscription) -> None:
    """Write down who has it, for the next try: whoever did not take it is tried again, and nobody else."""
    message.taken_by = [*(message.taken_by or []), browser.pk]
    message.save(update_fields=["taken_by"])


def _answer(told: Told, *, had: int) -> Answer:
    if told.failures:
        return Answer(Outcome.FAILED, words=f"{len(told.failures)} not told, {len(told.taken)} told: {told.failures[0]}")
    if not told.taken and not had:
        return Answer(Outcome.REFUSED, words="No browser is left that wants to be told.")
    return Answer(Outcome.ACCEPTED, provider_id=" ".join(taken.location for taken in told.taken), words=f"{len(told.taken)} told")
