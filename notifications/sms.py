"""The SMS gateway of a demo: keeps each message as a row that a person can read at /demo/inbox/."""

from common.sms import SmsMessage
from notifications.models import InboxSms


class InboxGateway:
    """Gateway for SMS_URL=inbox://."""

    def send(self, message: SmsMessage) -> None:
        """Keep it."""
        InboxSms.objects.create(to=message.to, text=message.text)
