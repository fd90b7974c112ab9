"""Sending an SMS: one port, and the ways out that SMS_URL can name (config/services.py).

A way out is a class with `send(message)` that returns when the provider has taken it, and otherwise raises one of the two
refusals below. It waits for the provider a few seconds at most: somebody is looking at a page.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlencode

import structlog
from django.conf import settings
from django.utils.module_loading import import_string

from common.errors import DomainError, Invalid
from common.outside import AWAY, JsonService, NotReached, leaves_open

RETRY_SECONDS = 60
#: Twilio's codes for a number that cannot receive: invalid, not a mobile, opted out, no such region.
BAD_NUMBER = frozenset({21211, 21214, 21217, 21408, 21421, 21610, 21612, 21614})
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class SmsMessage:
    """A text for one number (E.164)."""

    to: str
    text: str


class SmsUnavailable(DomainError):
    """The provider is away, refuses us or answers too late; nothing was sent, trying again later is safe."""

    code = "sms_unavailable"
    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "No message can be sent just now"

    def __init__(self) -> None:
        super().__init__("We cannot send an SMS just now. Nothing was changed; try again in a minute.", retry_after=RETRY_SECONDS)


class SmsUncertain(SmsUnavailable):
    """The line broke after the provider was asked, or it failed in the middle: it may have sent the message."""


class NumberRefused(Invalid):
    """The provider says that this number receives no SMS."""

    code = "number_refused"

    def __init__(self) -> None:
        super().__init__("This number cannot receive an SMS. Give a mobile number.", pointer="/phone", code="number_refused")


class SmsGateway(Protocol):
    """A way out."""

    def send(self, message: SmsMessage) -> None:
        """Hand the message over. Raises SmsUnavailable, NumberRefused."""


def send_sms(to: str, text: str) -> None:
    """Send one SMS at once, through the first gateway of the settings, or the next where that one is away.

    For codes: two of the same do no harm. Raises SmsUnavailable, NumberRefused.
    """
    try:
        _send(settings.SMS_GATEWAY, to, text)
    except SmsUnavailable:
        if settings.SMS_FALLBACK is None:
            raise
        _send(settings.SMS_FALLBACK, to, text)


def _send(named: tuple[str, dict[str, Any]], to: str, text: str) -> None:
    path, options = named
    gateway: SmsGateway = import_string(path)(**options)
    gateway.send(SmsMessage(to=to, text=text))


class NoGateway:
    """SMS_URL is not set: phones cannot be verified."""

    def send(self, message: SmsMessage) -> None:
        """Refuse."""
        log.error("sms_without_gateway", cure="set SMS_URL (.env.example)")
        raise SmsUnavailable


class ConsoleGateway:
    """SMS_URL=console://: shows the message to whoever started the process."""

    def send(self, message: SmsMessage) -> None:
        """Print it."""
        print(f"SMS to {message.to}: {message.text}", flush=True)  # noqa: T201 - it is what this gateway is for


class TwilioGateway:
    """Twilio's REST API (2010-04-01, Messages). Redirects are not followed: the request carries the account's secret."""

    def __init__(self, *, account: str, token: str, sender: str, api: str = "https://api.twilio.com", timeout: float = 5) -> None:
        self._path = f"/2010-04-01/Accounts/{account}/Messages.json"
        self._sender = sender
        self._service = JsonService(api, account, token, timeout)

    def send(self, message: SmsMessage) -> None:
        """Post it; 201 means taken."""
        try:
            fields = urlencode({"To": message.to, "From": self._sender, "Body": message.text})
            status, answer = self._service.ask("POST", self._path, body=fields, kind="application/x-www-form-urlencoded")
        except NotReached as error:
            log.warning("sms_provider_not_reached", error=repr(error))
            raise SmsUnavailable from error
        except AWAY as error:
            log.warning("sms_provider_away", error=repr(error))
            raise SmsUncertain from error
        if status == HTTPStatus.CREATED:
            return
        code = answer.get("code")
        log.warning("sms_refused", status=status, provider_code=code)
        if code in BAD_NUMBER:
            raise NumberRefused
        raise SmsUncertain if leaves_open(status) else SmsUnavailable
