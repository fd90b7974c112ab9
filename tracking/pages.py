"""What the server says of a tracking page: enough for the preview in a message, nothing personal."""

from common.heads import PageHead
from orders.statuses import status_text
from tracking.reads import find_order


def tracking_head(uid: str) -> PageHead:
    """Return the head of a tracking page; never indexed; 404 where the link opens nothing."""
    order = find_order(uid)
    if order is None:
        return PageHead("Order not found · TrustTrack", "This link opens no order.", is_indexed=False, status=404)
    sentence = status_text(order.status, vendor=order.vendor.name, is_delivery=order.is_delivery)
    return PageHead(
        title=f"{sentence} · Order {order.reference}",
        description=f"Follow order {order.reference} from {order.vendor.name} live, and check that its history is true.",
        path=f"/track/{uid}",
        is_indexed=False,
    )
