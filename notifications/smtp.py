"""SMTP that remembers whether it began to hand a mail over: only then can a broken line have left one behind.

Servers may be slow, above all in their last answer, before which many look through the mail (RFC 5321, section 4.5.3.2.6). All of
it has an end, so that a mail is never still on its way when its lease ends (notifications.delivering.ASKING).
"""

import smtplib
import time
from typing import Any

from django.core.mail.backends.smtp import EmailBackend

EACH_SECONDS = 10.0  # for one answer before the mail itself
GREETING_SECONDS = 40.0  # for all of those
MAIL_SECONDS = 60.0  # for the mail, and the server's yes
GOODBYE_SECONDS = 2.0


class _Session:
    """What is added to smtplib's two sessions."""

    has_begun_data = False
    sock: Any
    _each: float
    _until: float | None = None  # on the monotonic clock

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Note it, then hand over."""
        self.has_begun_data = True
        self._allow(MAIL_SECONDS)
        try:
            return super().data(msg)  # type: ignore[misc, no-any-return] # smtplib's session stands behind this one
        finally:
            self._allow(GOODBYE_SECONDS)

    def getreply(self) -> tuple[int, bytes]:
        """Wait for an answer, for as long as there is time."""
        if self._until is None:
            self._allow(GREETING_SECONDS, each=EACH_SECONDS)
        if self.sock is not None and self._until is not None:
            self.sock.settimeout(max(0.01, min(self._each, self._until - time.monotonic())))
        return super().getreply()  # type: ignore[misc, no-any-return] # as above

    def _allow(self, seconds: float, *, each: float | None = None) -> None:
        self._until, self._each = time.monotonic() + seconds, each or seconds


class _Plain(_Session, smtplib.SMTP): ...


class _Encrypted(_Session, smtplib.SMTP_SSL): ...


class SmtpBackend(EmailBackend):
    """Django's mail backend for EMAIL_URL=smtp:// and smtps://."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the session to open."""
        return _Encrypted if self.use_ssl else _Plain
