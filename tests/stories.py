"""Orders as tests of the upper apps find them: placed and moved along by the services, as in life."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.services import Contact, advance_order, place_order
from orders.statuses import Status
from timers.models import Timer
from timers.services import fire_due
from vendors.models import Item, Vendor

TO_COMPLETED = (Status.ACCEPTED, Status.PREPARING, Status.READY_FOR_PICKUP, Status.COMPLETED)
CONTACT = Contact(name="Ada Lovelace", email="ada@example.com", phone="+441174960000")


def placed_order(customer: User, item: Item, **more: Any) -> Order:
    """Place an order of one `item`, to be picked up."""
    given: dict[str, Any] = {"fulfilment": Fulfilment.PICKUP, "contact": CONTACT, **more}
    vendor = Vendor.objects.select_related("verification").get(pk=item.vendor_id)
    return place_order(by=customer, vendor=vendor, wanted=[Wanted(item_id=item.pk, quantity=1)], **given)


def moved(order: Order, by: User, *statuses: Status) -> Order:
    """Move `order` through `statuses` as a member of its vendor."""
    for status in statuses:
        order = advance_order(order, to=status, by=by).order
    return order


def time_passes(*kinds: str) -> int:
    """Have the timers of these kinds (of all, without) that are planned be due, and fire them; return how many."""
    planned = Timer.objects.filter(state="planned")
    (planned.filter(kind__in=kinds) if kinds else planned).update(try_at=timezone.now() - timedelta(seconds=1))
    return fire_due()


def completed_order(customer: User, item: Item, by: User) -> Order:
    """Place an order and have its vendor complete it."""
    return moved(placed_order(customer, item), by, *TO_COMPLETED)
