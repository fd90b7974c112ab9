"""Web push, by the gateway of PUSH_URL (notifications/push.py)."""

from collections.abc import Sequence

from django.conf import settings

from notifications.channels.ports import Answer
from notifications.inbox import own_path
from notifications.models import Message, Outcome
from notifications.push import Push, Told, tell_browsers, topic_of
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
        if message.user_id is None:
            return Answer(Outcome.REFUSED, words="An address has no browser.")
        push = Push(
            title=rendered.subject,
            body="" if rendered.short == rendered.subject else rendered.short,
            url=own_path(rendered.url),
            topic=topic_of(message.event_uid, message.kind),
        )
        return _answer(tell_browsers(push, user_id=message.user_id))


def push_providers() -> Sequence[PushProvider]:
    """Return the one there is; none without a VAPID key."""
    return [] if settings.PUSH_GATEWAY == SENDS_NOTHING else [PushProvider()]


def _answer(told: Told) -> Answer:
    if told.failures:
        return Answer(Outcome.FAILED, words=f"{len(told.failures)} not told, {len(told.taken)} told: {told.failures[0]}")
    if told.gone and not told.taken:
        return Answer(Outcome.REFUSED, words="No browser is left that wants to be told.")
    return Answer(Outcome.ACCEPTED, provider_id=" ".join(taken.location for taken in told.taken), words=f"{len(told.taken)} told")
