"""What we write about reviews, to customers."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Letter, Link, Proof, moment, paragraph, say, soft, words_of
from notifications.letters.orders import note_of, tracking_url
from orders.models import Order, OrderStatusHistory


@words_of("please_review")
def please_review(*, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    """The order is completed; what was it like?"""
    ask = _(
        "Order {reference} is completed. A few words help the next customer: only people with a completed"
        " order can review {vendor}."
    )
    vendor, reference = order.vendor.name, order.reference
    return Letter(
        subject=say(_("How was {vendor}? (order {reference})"), vendor=vendor, reference=reference),
        preview=say(_("Order {reference} is completed. Only customers like you can review it."), reference=reference),
        heading=say(_("How was {vendor}?"), vendor=vendor),
        blocks=(
            paragraph(say(ask, reference=reference, vendor=vendor)),
            soft(say(_("Completed on {time}."), time=moment(entry.recorded_at))),
            *note_of(entry),
        ),
        action=Link(_("Write a review"), review_url(order)),
        links=(Link(_("The whole history of the order"), tracking_url(order)),),
        proof=Proof(entry.sequence, leaf_hash),
        why=say(_("You get this once, because you ordered from {vendor}."), vendor=vendor),
    )


@words_of("review_answered")
def review_answered(*, order: Order) -> Letter:
    """The vendor answered the review."""
    vendor, reference = order.vendor.name, order.reference
    where = _("The answer stands below your review of order {reference}, where everybody can read it.")
    return Letter(
        subject=say(_("{vendor} answered your review"), vendor=vendor),
        preview=say(_("Read what they say about order {reference}."), reference=reference),
        heading=say(_("{vendor} answered your review"), vendor=vendor),
        blocks=(paragraph(say(where, reference=reference)),),
        action=Link(_("Read the answer"), review_url(order)),
        why=say(_("You get this because you reviewed {vendor}."), vendor=vendor),
    )


def review_url(order: Order) -> str:
    """Return where the customer writes or reads the review of an order."""
    return f"{settings.BASE_URL}/orders/{order.uid}#review"
