"""SMS, by the gateways of SMS_URL, then SMS_FALLBACK_URL."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from common.sms import NumberRefused, SmsGateway, SmsMessage, SmsUnavailable, SmsUncertain
from notifications.channels.ports import Answer
from notifications.models import Message, Outcome
from notifications.rendering import Rendered
from notifications.sms import InboxGateway


class SmsProvider:
    """One gateway."""

    is_repeatable = False

    def __init__(self, name: str, path: str, options: dict[str, Any]) -> None:
        self.name = name
        self._gateway: SmsGateway = import_string(path)(**options)
        self.is_transactional = isinstance(self._gateway, InboxGateway)

    def send(self, rendered: Rendered, message: Message) -> Answer:
        """Send the short words, with the link."""
        text = " ".join(filter(None, (rendered.short, rendered.url)))
        try:
            self._gateway.send(SmsMessage(to=message.recipient, text=text))
        except NumberRefused as error:
            return Answer(Outcome.REFUSED, words=error.code)
        except SmsUncertain as error:
            return Answer(Outcome.UNCERTAIN, words=error.code)
        except SmsUnavailable as error:
            return Answer(Outcome.FAILED, words=error.code)
        return Answer(Outcome.ACCEPTED)


def sms_providers() -> Sequence[SmsProvider]:
    """Return the gateways that the settings name, the first one first; none where SMS_URL is not set."""
    named = [("sms", settings.SMS_GATEWAY), ("sms-fallback", settings.SMS_FALLBACK)]
    return [SmsProvider(name, *gateway) for name, gateway in named if gateway and gateway[0] != "common.sms.NoGateway"]
