"""SMTP that remembers whether it began to hand a mail over: only then can a broken line have left one behind."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend


class _Session:
    """What is added to smtplib's two sessions."""

    has_begun_data = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Note it, then hand over."""
        self.has_begun_data = True
        return super().data(msg)  # type: ignore[misc, no-any-return] # smtplib's session stands behind this one


class _Plain(_Session, smtplib.SMTP): ...


class _Encrypted(_Session, smtplib.SMTP_SSL): ...


class SmtpBackend(EmailBackend):
    """Django's mail backend for EMAIL_URL=smtp:// and smtps://."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return the session to open."""
        return _Encrypted if self.use_ssl else _Plain
