"""What we write about an order, to its customer and to the business."""

from base64 import urlsafe_b64encode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from common.letters import Block, Letter, Link, Proof, facts, given, lines, moment, money, paragraph, quote, say, soft, words_of
from ledger.encoding import encode64
from orders.models import Fulfilment, Order, OrderStatusHistory
from orders.statuses import status_text

FULFILMENT_WORDS = {Fulfilment.PICKUP: gettext_noop("to be picked up"), Fulfilment.DELIVERY: gettext_noop("to be delivered")}


@words_of("new_order")
def new_order(*, order: Order) -> Letter:
    """For the vendor's people: somebody ordered."""
    total = money(order.total_minor, order.currency)
    who = say(_("{customer} ordered from {vendor}."), customer=order.contact_name, vendor=order.vendor.name)
    return Letter(
        subject=say(_("New order {reference}: {total}"), reference=order.reference, total=total),
        preview=say(_("{customer} ordered for {total}."), customer=order.contact_name, total=total),
        heading=say(_("New order {reference}"), reference=order.reference),
        blocks=(paragraph(who), _placed(order), _bill(order), *_note(order.note)),
        action=Link(_("Open the orders board"), f"{settings.BASE_URL}/dashboard/{order.vendor.slug}"),
        why=on_the_team(order.vendor.name),
    )


@words_of("order_confirmation")
def order_confirmation(*, order: Order, leaf_hash: str) -> Letter:
    """For the customer: the order is placed, and where to follow it. The link carries the chain that the page must show."""
    has = _(
        "{customer}, {vendor} has your order {reference}. The link below shows where it is, live. Anybody who has the link can"
        " open it, without an account."
    )
    vendor, reference = order.vendor.name, order.reference
    given = _("You get this because this address was given with the order. If that was not you, nothing needs to be done.")
    return Letter(
        subject=say(_("Your order {reference} with {vendor}"), reference=reference, vendor=vendor),
        preview=say(_("Follow order {reference} live, without an account."), reference=reference),
        heading=_("Your order is placed"),
        blocks=(
            paragraph(say(has, customer=order.contact_name, vendor=vendor, reference=reference)),
            _placed(order),
            _bill(order),
            *_note(order.note),
            soft(say(_("Chain of this order in the public log: {chain}"), chain=encode64(bytes(order.chain.chain_id)))),
            soft(_("A proof of your order shows the same.")),
        ),
        action=Link(_("Follow your order"), chain_url(order)),
        proof=Proof(0, leaf_hash),
        why=given,
    )


@words_of("status_changed")
def status_changed(*, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    """For the customer: one entry of the history, with its hash in the public log."""
    sentence = status_text(entry.status, vendor=order.vendor.name, is_delivery=order.is_delivery)
    why = _(
        "You get this because you ordered from {vendor}. Entries can come out of order by mail; their"
        " numbers tell which is the last."
    )
    rows = [(_("Order"), given(order.reference)), (_("Business"), given(order.vendor.name))]
    rows += [(_("Recorded"), moment(entry.recorded_at))]
    rows += [(_("Expected to be ready"), moment(entry.estimated_ready_at))] if entry.estimated_ready_at else []
    rows += [(_("Why"), given(entry.reason))] if entry.reason else []
    return Letter(
        subject=_("{sentence} (order {reference})").format(sentence=sentence, reference=given(order.reference)),
        preview=_first_words(order, entry),
        heading=sentence,
        blocks=(facts(*rows), *_note(entry.note)),
        action=Link(_("Follow your order"), tracking_url(order)),
        proof=Proof(entry.sequence, leaf_hash),
        why=say(why, vendor=order.vendor.name),
    )


def tracking_url(order: Order) -> str:
    """Return where anybody who has the link follows the order."""
    return f"{settings.BASE_URL}{order.tracking_path}"


def chain_url(order: Order) -> str:
    """Return the same with the chain that the page must show."""
    chain = urlsafe_b64encode(bytes(order.chain.chain_id)).decode().rstrip("=")
    return f"{tracking_url(order)}#chain={chain}"


def on_the_team(vendor: str) -> str:
    """Why a business's people get something."""
    return say(_("You get this because you are on the team of {vendor}."), vendor=vendor)


def note_of(entry: OrderStatusHistory) -> list[Block]:
    """Return the note of an entry as a quote, where it has one."""
    return _note(entry.note)


def _first_words(order: Order, entry: OrderStatusHistory) -> str:
    if entry.reason or entry.note:
        return given(entry.reason or entry.note)
    if entry.estimated_ready_at:
        return say(_("Expected to be ready: {time}"), time=moment(entry.estimated_ready_at))
    return say(_("{vendor}, {time}"), vendor=order.vendor.name, time=moment(entry.recorded_at))


def _placed(order: Order) -> Block:
    how = _(FULFILMENT_WORDS[Fulfilment(order.fulfilment)])
    return soft(say(_("Placed on {time}, {how}."), time=moment(order.placed_at), how=how))


def _bill(order: Order) -> Block:
    rows = [
        (say("{count} × {name}", count=item.quantity, name=item.name), money(item.line_total_minor, order.currency))
        for item in order.items.all()
    ]
    return lines(rows, total=(_("Total"), money(order.total_minor, order.currency)))


def _note(words: str) -> list[Block]:
    return [quote(given(words))] if words else []
