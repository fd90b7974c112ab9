"""The one rule of who may review what: own order, completed, once, not one's own business. Pure, so that imports share it."""

from django.db import models

from orders.statuses import Status


class Refusal(models.TextChoices):
    """Why not. The values are part of the public contract."""

    NOT_YOUR_ORDER = "not_your_order", "Only the customer of an order can review it."
    OWN_BUSINESS = "own_business", "You work for this business, so you cannot review it."
    ORDER_NOT_COMPLETED = "order_not_completed", "You can review this order once it is completed."
    ALREADY_REVIEWED = "already_reviewed", "You have reviewed this order already."


def gate(*, status: str, is_own: bool, is_reviewed: bool, is_member: bool) -> Refusal | None:
    """Return why an order in `status` cannot be reviewed, or None where it can. `is_member`: of the order's vendor.

    Whose order it is comes first: a stranger learns nothing more about it.
    """
    if not is_own:
        return Refusal.NOT_YOUR_ORDER
    if is_member:
        return Refusal.OWN_BUSINESS
    if is_reviewed:
        return Refusal.ALREADY_REVIEWED
    if status != Status.COMPLETED:
        return Refusal.ORDER_NOT_COMPLETED
    return None
