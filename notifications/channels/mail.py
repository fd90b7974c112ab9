"""Mail, by Django's backends: the one of EMAIL_URL, then the one of EMAIL_FALLBACK_URL."""

import contextlib
import re
import smtplib
from collections.abc import Sequence
from ssl import SSLCertVerificationError
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from anymail.exceptions import AnymailAPIError, AnymailError, AnymailRecipientsRefused
from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.utils.module_loading import import_string
from requests.exceptions import ConnectTimeout
from urllib3.exceptions import NewConnectionError, SSLError

from common.outside import leaves_open
from notifications.channels.ports import Answer
from notifications.mail import InboxBackend
from notifications.models import Message, Outcome
from notifications.rendering import Rendered

#: RFC 3463 classes that blame the provider, the way there or its policy for us, not the address: 5.3.x, 5.4.x, 5.7.x.
PROVIDERS_FAULT = frozenset({"3", "4", "7"})
#: Without such a code: log in first; the transaction failed.
PROVIDERS_CODES = frozenset({530, 554})
_ENHANCED = re.compile(rb"(?<![\d.])5\.(\d{1,3})\.\d{1,3}(?!\.?\d)")


class MailProvider:
    """One mail backend of Django's."""

    is_repeatable = False

    def __init__(self, name: str, backend: str, options: dict[str, Any]) -> None:
        self.name = name
        self.is_transactional = issubclass(import_string(backend), InboxBackend)
        self._backend, self._options = backend, options

    def send(self, rendered: Rendered, message: Message) -> Answer:
        """Send it, with the same Message-ID whenever it is sent."""
        email = compose(rendered, message)
        connection = get_connection(self._backend, **self._options)
        try:
            connection.open()
        except Exception as error:  # nothing was handed over yet
            return Answer(Outcome.FAILED, words=_told(error))
        session = getattr(connection, "connection", None)  # it is gone from there after a failure
        try:
            connection.send_messages([email])
        except Exception as error:
            if self.is_transactional:
                raise
            return Answer(_outcome_of(error, session), words=_told(error))
        finally:
            with contextlib.suppress(Exception):  # what was said before counts; the line may be dead
                connection.close()
        return _accepted(email)


def mail_providers() -> Sequence[MailProvider]:
    """Return the providers that the settings name, the first one first."""
    first = MailProvider("mail", settings.EMAIL_BACKEND, {})
    if settings.EMAIL_FALLBACK is None:
        return [first]
    return [first, MailProvider("mail-fallback", *settings.EMAIL_FALLBACK)]


def message_id(message: Message) -> str:
    """Return the Message-ID: the same for every try, so that most mailboxes show a repeated mail once."""
    name = uuid5(NAMESPACE_URL, f"{message.event_uid}/{message.kind}/{message.recipient}")
    return f"<{name}@{settings.BASE_URL.split('//')[-1].split(':')[0]}>"


def compose(rendered: Rendered, message: Message) -> EmailMultiAlternatives:
    """Return the mail, ready to be sent."""
    headers = {"Message-ID": message_id(message), "Auto-Submitted": "auto-generated", **rendered.headers}
    email = EmailMultiAlternatives(subject=rendered.subject, body=rendered.text, to=[message.recipient], headers=headers)
    if rendered.html:
        email.attach_alternative(rendered.html, "text/html")
    return email


def _accepted(email: EmailMultiAlternatives) -> Answer:
    """Return what the provider said beside yes: its own name of the mail, where it has one."""
    status = getattr(email, "anymail_status", None)
    if status is None or status.message_id is None:
        return Answer(Outcome.ACCEPTED, provider_id=email.extra_headers["Message-ID"])
    said = ", ".join(sorted(filter(None, status.status or ())))
    return Answer(Outcome.ACCEPTED, provider_id=str(status.message_id), words=said)


def _outcome_of(error: Exception, session: object) -> Outcome:
    """Return what a failure means: was the mail handed over, or is only this address at fault?"""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        (code, words) = next(iter(error.recipients.values()))  # the only one, spelled as it went over the line
        return Outcome.REFUSED if _blames_address(code, words) else Outcome.FAILED
    if isinstance(error, AnymailRecipientsRefused):
        return Outcome.REFUSED
    if isinstance(error, smtplib.SMTPResponseException):  # it said no
        return Outcome.FAILED
    if isinstance(error, AnymailError):
        return _outcome_of_call(error)
    # Until the mail itself goes over the line, a server has nothing that it could have accepted.
    return Outcome.UNCERTAIN if getattr(session, "has_begun_data", True) else Outcome.FAILED


def _blames_address(code: int, words: bytes) -> bool:
    """Tell whether a server's no to a recipient is about the recipient: another server would then say the same."""
    enhanced = _ENHANCED.search(words)
    if enhanced:
        return code >= 500 and enhanced[1].decode() not in PROVIDERS_FAULT
    return code >= 500 and code not in PROVIDERS_CODES


def _outcome_of_call(error: AnymailError) -> Outcome:
    if not isinstance(error, AnymailAPIError):
        return Outcome.FAILED  # it was never called
    if error.status_code is not None:
        return Outcome.UNCERTAIN if leaves_open(error.status_code) else Outcome.FAILED
    return Outcome.FAILED if _never_arrived(error.__cause__) else Outcome.UNCERTAIN


def _never_arrived(cause: BaseException | None) -> bool:
    """Tell whether a call ended before the request was on the line: no such name, nobody there, a wrong certificate."""
    if isinstance(cause, ConnectTimeout):
        return True
    reason = getattr(cause.args[0], "reason", None) if cause and cause.args else None
    is_refused = isinstance(reason, SSLError) and isinstance(reason.args[0], SSLCertVerificationError)
    return is_refused or isinstance(reason, NewConnectionError)


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"
