"""The people, the vendor and the orders that the benchmarks move along."""

from dataclasses import dataclass

from accounts.models import User
from events.services import without_listeners
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.services import Contact, place_order
from orders.statuses import Status
from tests.factories import ItemFactory, MembershipFactory, UserFactory, VendorFactory
from vendors.models import Item, Vendor

#: The longest way from placed to completed: six moves.
ROUTE = (
    Status.ACCEPTED,
    Status.PREPARING,
    Status.READY_FOR_PICKUP,
    Status.OUT_FOR_DELIVERY,
    Status.DELIVERED,
    Status.COMPLETED,
)
CLIENTS = 8
ADDRESS = {"line1": "1 High Street", "city": "Bristol", "postcode": "BS1 1AA", "country": "GB"}


@dataclass(frozen=True)
class Story:
    """A verified vendor with some items, somebody of its team, and a customer."""

    vendor: Vendor
    items: tuple[Item, ...]
    staff: User
    customer: User

    def place(self, count: int) -> list[Order]:
        """Return `count` fresh orders. Nobody is told of them."""
        with without_listeners():
            return [self.place_one() for _ in range(count)]

    def place_one(self, item: int = 0) -> Order:
        """Place an order as the view does. Its item is locked: clients at the same time take one each."""
        return place_order(
            by=self.customer,
            vendor=self.vendor,
            wanted=[Wanted(item_id=self.items[item].pk, quantity=1)],
            fulfilment=Fulfilment.DELIVERY,
            contact=Contact(name=self.customer.name, email=self.customer.email),
            address=ADDRESS,
        )


def make_story() -> Story:
    """Create the rows of a story."""
    vendor = VendorFactory.create(verified=True)
    items = tuple(ItemFactory.create_batch(CLIENTS, vendor=vendor))
    staff = MembershipFactory.create(vendor=vendor).user
    vendor = Vendor.objects.select_related("verification").get(pk=vendor.pk)
    return Story(vendor=vendor, items=items, staff=staff, customer=UserFactory.create())
