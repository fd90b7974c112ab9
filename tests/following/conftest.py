"""Mail that lands in the inbox, and an order that somebody has the link of."""

from tests.notifications.conftest import _inbox, mailed, order

__all__ = ["_inbox", "mailed", "order"]
