"""Sending one mail to one person about one event, once.

The message's row is locked while the provider is asked, and marked in the same transaction. What remains: a worker that dies
after the provider said yes and before the commit sends again. The window is one commit wide, and both mails carry the same
Message-ID, by which most mailboxes show them once. With the local inbox there is no window: the mail is a row of the same
transaction. Decision record: docs/adr/0008-outbox-and-leases.md.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone

from events.models import Event
from notifications.models import Channel, Message, MessageState

MAX_SUBJECT = 200


@dataclass(frozen=True)
class Mail:
    """A mail without its recipient."""

    subject: str
    text: str
    html: str


def send_once(event: Event, *, kind: str, recipient: str, compose: Callable[[], Mail]) -> bool:
    """Mail `recipient`, unless this `kind` of mail about `event` was sent to them before; return whether it was sent now.

    Raises what the provider raised, after noting it; the outbox tries again later.
    """
    message, _ = Message.objects.get_or_create(event_uid=event.uid, kind=kind, recipient=recipient, channel=Channel.MAIL)
    with transaction.atomic():
        locked = Message.objects.select_for_update().get(pk=message.pk)
        if locked.state == MessageState.SENT:
            return False
        failure = _try(locked, compose)
        locked.save()
    if failure:
        raise failure
    return True


def _try(message: Message, compose: Callable[[], Mail]) -> Exception | None:
    """Send, and put the outcome on the message; return the exception instead of raising it, so that the row is kept."""
    message.attempts += 1
    try:
        with transaction.atomic():
            mail = compose()
            message.subject = one_line(mail.subject)
            _send(message, mail)
    except Exception as error:
        message.state, message.last_error = MessageState.FAILED, f"{type(error).__name__}: {error}".replace("\x00", "")[:500]
        return error
    message.state, message.sent_at, message.last_error = MessageState.SENT, timezone.now(), ""
    return None


def _send(message: Message, mail: Mail) -> None:
    name = uuid5(NAMESPACE_URL, f"{message.event_uid}/{message.kind}/{message.recipient}")
    host = settings.BASE_URL.split("//")[-1].split(":")[0]
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=mail.text,
        to=[message.recipient],
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    )
    email.attach_alternative(mail.html, "text/html")
    email.send()


def one_line(subject: str) -> str:
    """Return a subject that is one line and not too long, whatever names it holds."""
    line = " ".join(subject.split())
    return line if len(line) <= MAX_SUBJECT else f"{line[: MAX_SUBJECT - 1]}…"
