"""What we write about an order that waits: for an answer, or to be picked up."""

from django.conf import settings
from django.utils.translation import gettext as _

from common.letters import Letter, Link, Proof, facts, given, moment, paragraph, say, words_of
from notifications.letters.orders import on_the_team, tracking_url
from orders.models import Order, OrderStatusHistory


@words_of("order_unanswered")
def order_unanswered(*, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    """For owners and managers: nobody has answered."""
    waits = _(
        "Nobody has answered it in the {minutes} minutes that you allow while you are open. Accept or reject it now; if nobody"
        " does, the customer is offered to cancel."
    )
    subject = say(_("Order {reference} waits for an answer"), reference=order.reference)
    return _to_team(subject, say(waits, minutes=order.vendor.answer_minutes), order, entry, leaf_hash)


@words_of("cancel_offered")
def cancel_offered(*, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    """For the customer: the choice to cancel, or to go on waiting."""
    subject = say(_("{vendor} has not answered your order {reference}"), vendor=order.vendor.name, reference=order.reference)
    words = _("You can cancel it now, or go on waiting: it stays as it is until you or the business decide.")
    action = Link(_("Decide about your order"), f"{settings.BASE_URL}/orders/{order.uid}")
    return _letter(subject, words, order, entry, leaf_hash, action=action, why=_you_ordered(order))


@words_of("pickup_waiting")
def pickup_waiting(*, order: Order, entry: OrderStatusHistory, leaf_hash: str, reminder: int) -> Letter:
    """For the customer: it is ready, and still there."""
    still, waits = _("Your order {reference} is still waiting at {vendor}"), _("Your order {reference} is waiting at {vendor}")
    subject = say(still if reminder > 1 else waits, reference=order.reference, vendor=order.vendor.name)
    words = _("It is ready to be picked up. If you cannot come, tell the business.")
    action = Link(_("Follow your order"), tracking_url(order))
    return _letter(subject, words, order, entry, leaf_hash, action=action, why=_you_ordered(order))


@words_of("pickup_not_collected")
def pickup_not_collected(*, order: Order, entry: OrderStatusHistory, leaf_hash: str, reminder: int) -> Letter:
    """For the team: nobody has come for it."""
    still, waits = _("Order {reference} still waits to be picked up"), _("Order {reference} waits to be picked up")
    subject = say(still if reminder > 1 else waits, reference=order.reference)
    words = _("The customer has been reminded. If they were there, complete the order.")
    return _to_team(subject, words, order, entry, leaf_hash)


def _to_team(subject: str, words: str, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    action = Link(_("Open the orders board"), f"{settings.BASE_URL}/dashboard/{order.vendor.slug}")
    return _letter(subject, words, order, entry, leaf_hash, action=action, why=on_the_team(order.vendor.name))


def _you_ordered(order: Order) -> str:
    return say(_("You get this because you ordered from {vendor}."), vendor=order.vendor.name)


def _letter(
    subject: str, words: str, order: Order, entry: OrderStatusHistory, leaf_hash: str, *, action: Link, why: str
) -> Letter:
    rows = [
        (_("Order"), given(order.reference)),
        (_("Business"), given(order.vendor.name)),
        (_("Waiting since"), moment(entry.recorded_at)),
    ]
    return Letter(
        subject=subject,
        preview=words,
        heading=subject,
        blocks=(paragraph(words), facts(*rows)),
        action=action,
        links=(Link(_("Tracking page"), tracking_url(order)),),
        proof=Proof(entry.sequence, leaf_hash),
        why=why,
    )
