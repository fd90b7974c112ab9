"""Why an order or a move can be refused."""

from http import HTTPStatus

from common.errors import DomainError


class VendorNotTakingOrders(DomainError):
    """The vendor is not verified at this moment, or suspended."""

    code = "vendor_not_taking_orders"
    title = "This business takes no orders at the moment"


class VendorPaused(DomainError):
    """The vendor's people take no new orders for a while. `paused_until` says until when, null until they resume."""

    code = "vendor_paused"
    title = "This business takes no new orders just now"


class OutOfStock(DomainError):
    """There is less of an item than was asked for. `errors` names each line with what is left."""

    code = "out_of_stock"
    title = "Not enough of something is left"


class PriceChanged(DomainError):
    """Something costs another price than the customer saw. `errors` names each line with its `unit_price` now."""

    code = "price_changed"
    title = "A price has changed"


class AlreadyPlaced(DomainError):
    """This check-out has its order with this vendor already; `order` is its uid."""

    code = "already_placed"
    title = "This order is placed already"


class TransitionNotAllowed(DomainError):
    """The order cannot go there from where it is. `allowed` names the moves that this caller can make."""

    code = "transition_not_allowed"
    title = "The order cannot go there from where it is"


class StaleSequence(DomainError):
    """Somebody moved the order in the meantime. `current_sequence` and `current_status` say where it is."""

    code = "stale_sequence"
    title = "The order has moved on in the meantime"


class NotYourMove(DomainError):
    """The caller has no part in this order that would allow the call."""

    code = "not_your_move"
    status = HTTPStatus.FORBIDDEN
    title = "This is not yours to do"
