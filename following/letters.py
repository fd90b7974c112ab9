"""What we write to followers without an account."""

from django.utils.translation import gettext as _

from common.letters import Letter, Link, Proof, big_code, facts, given, moment, paragraph, quote, say, words_of
from notifications.letters.orders import tracking_url
from orders.models import Order, OrderStatusHistory
from orders.statuses import ActorRole
from tracking.words import headline


@words_of("follow_code")
def follow_code(*, order: Order, code: str) -> Letter:
    """The code that shows that somebody reads what comes to this address or number."""
    asked = _("Somebody, hopefully you, wants this address to be told of order {reference} from {vendor}.")
    return Letter(
        subject=say(_("Your code to follow order {reference}"), reference=order.reference),
        preview=say(_("{code}: enter it on the page that asked for it."), code=code),  # all that an SMS has
        heading=say(_("Follow order {reference}"), reference=order.reference),
        blocks=(
            paragraph(say(asked, reference=order.reference, vendor=order.vendor.name)),
            paragraph(_("Enter this code on the page that asked for it. It works for 30 minutes.")),
            big_code(code),
        ),
        why=_("It was not you? Ignore this message: nothing more is sent to this address."),
    )


@words_of("order_followed")
def order_followed(*, order: Order, entry: OrderStatusHistory, leaf_hash: str) -> Letter:
    """One entry of the history, as anybody with the link may see it: a customer's own words stay out."""
    sentence = headline(entry.status, vendor=order.vendor.name, is_delivery=order.is_delivery)
    is_vendors = entry.actor_role != ActorRole.CUSTOMER
    rows = [(_("Order"), given(order.reference)), (_("Business"), given(order.vendor.name))]
    rows += [(_("Recorded"), moment(entry.recorded_at))]
    rows += [(_("Expected to be ready"), moment(entry.estimated_ready_at))] if entry.estimated_ready_at else []
    rows += [(_("Why"), given(entry.reason))] if entry.reason and is_vendors else []
    why = _("You get this because this address follows order {reference}. It ends with the order; stop it earlier below.")
    return Letter(
        subject=_("{sentence} (order {reference})").format(sentence=sentence, reference=given(order.reference)),
        preview=say(_("{vendor}, {time}"), vendor=order.vendor.name, time=moment(entry.recorded_at)),
        heading=sentence,
        blocks=(facts(*rows), *([quote(given(entry.note))] if entry.note and is_vendors else [])),
        action=Link(_("Follow the order"), tracking_url(order)),
        proof=Proof(entry.sequence, leaf_hash),
        why=say(why, reference=order.reference),
    )
