"""Nobody writes to a contact that was erased."""

from accounts.models import User
from events.models import Event
from notifications.models import Message
from notifications.planning import plan
from orders.erasure import ErasureReason, erase_orders_of
from tests.stories import completed_order
from vendors.models import Item


def test_a_late_mail_to_an_erased_contact_is_not_sent(customer: User, item: Item, vendor_staff: User) -> None:
    order = completed_order(customer, item, vendor_staff)
    erase_orders_of(customer, reason=ErasureReason.REQUEST)
    plan(Event.objects.filter(subject=order.uid, type="order.status_changed").latest("pk"))
    assert not Message.objects.exists()
