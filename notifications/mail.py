"""The mail backend of a demo: keeps each message as a row that a person can read at /demo/inbox/."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from notifications.models import InboxMail

BACKEND = "notifications.mail.InboxBackend"


class InboxBackend(BaseEmailBackend):
    """Django's mail backend for EMAIL_URL=inbox://."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages; return how many."""
        kept = InboxMail.objects.bulk_create(
            InboxMail(
                to=", ".join(message.recipients())[:1000],
                subject=str(message.subject)[:500],
                text=str(message.body),
                html=_html_of(message),
            )
            for message in email_messages
        )
        return len(kept)


def _html_of(message: EmailMessage) -> str:
    """Return the HTML part, or an empty string."""
    if message.content_subtype == "html":
        return str(message.body)
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), "")
