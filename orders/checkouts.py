"""One check-out of a basket with several vendors makes an order with each: which of them are placed already.

The customer's program names the check-out by a UUID of its own and sends an order for each vendor. However often and in whatever
way it repeats one (a lost connection, two taps, two windows), each vendor gets one order: docs/adr/0033.
"""

from uuid import UUID

from accounts.models import User
from orders.errors import AlreadyPlaced
from orders.models import Order
from vendors.models import Vendor


def refuse_second_order(*, by: User, vendor: Vendor, checkout: UUID) -> None:
    """Raise AlreadyPlaced where this check-out of `by` has its order with `vendor`. Needs a transaction.

    Takes the customer's row, so that a twin waits here and sees what the first one did, before it meets stock that the first
    one took. The constraint `order_checkout_once` holds the same whatever the code does.
    """
    User.objects.select_for_update(no_key=True).only("pk").get(pk=by.pk)
    placed = Order.objects.filter(customer=by, vendor=vendor, checkout=checkout).only("uid", "reference").first()
    if placed is not None:
        raise AlreadyPlaced(f"{vendor.name} has this order already: {placed.reference}.", order=placed.uid)
