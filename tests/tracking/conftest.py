"""An order that is being followed."""

from tests.orders.conftest import order, order_body

__all__ = ["order", "order_body"]
