"""Mail that lands in the inbox, and an order to mail about."""

from collections.abc import Callable, Sequence

import pytest
from django.core.mail import EmailMessage
from pytest_django import Settings

from accounts.models import User
from notifications.mail import BACKEND, InboxBackend
from notifications.models import InboxMail
from orders.models import Order
from tests.stories import placed_order
from tests.work import do_due_work
from vendors.models import Item


@pytest.fixture(autouse=True)
def _inbox(settings: Settings) -> None:
    settings.EMAIL_BACKEND = BACKEND


@pytest.fixture
def order(customer: User, vendor_owner: User, vendor_staff: User, item: Item) -> Order:
    """A placed order of a vendor with two people."""
    return placed_order(customer, item, note="Sliced, please")


@pytest.fixture
def mailed(db: None) -> Callable[[], list[InboxMail]]:
    """`mailed()` does all due work and returns the mails that this brought, oldest first."""

    def mailed() -> list[InboxMail]:
        last = InboxMail.objects.order_by("pk").last()
        do_due_work()
        return list(InboxMail.objects.filter(pk__gt=last.pk if last else 0).order_by("pk"))

    return mailed


class Refusing(InboxBackend):
    """A provider that says no to one address, as often as told."""

    times = 0
    address = ""

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Keep the mail in the inbox, or raise."""
        if Refusing.times and Refusing.address in messages[0].recipients():
            Refusing.times -= 1
            raise ConnectionError("421 try again later \x00")
        return super().send_messages(messages)


@pytest.fixture
def refuse(settings: Settings) -> Callable[..., None]:
    """`refuse("ada@example.com", 2)`: the provider fails the next two mails to Ada."""

    def refuse(address: str, times: int) -> None:
        Refusing.address, Refusing.times = address, times
        settings.EMAIL_BACKEND = f"{Refusing.__module__}.Refusing"

    return refuse
