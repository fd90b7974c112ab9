"""Forgetting a person: what they said and who they were goes, what happened to the orders stays, and every proof stays valid."""

from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from accounts.models import User
from ledger.services import erase_fields, forget_chains
from orders.models import Fulfilment, Order
from orders.statements import PERSONAL

ERASED_NAME = "Erased"
ERASED_EMAIL = "erased@invalid.invalid"
ERASED_ADDRESS = {"line1": "", "line2": "", "city": "", "postcode": "", "country": ""}


class ErasureReason(models.TextChoices):
    """Why a person is forgotten; the log says it."""

    REQUEST = "request", "The person asked for it"
    RETENTION = "retention", "The time to keep it is over"
    ORDER_OF_COURT = "court", "A court or authority ordered it"


class OrdersUnderWay(RuntimeError):
    """Somebody still waits for these orders; finish or cancel them first."""


@dataclass(frozen=True)
class Erased:
    """What an erasure came to."""

    orders: int
    entries: int


@transaction.atomic
def erase_orders_of(customer: User, *, reason: ErasureReason, whole: bool = False, is_again: bool = False) -> Erased:
    """Erase contact, address, notes, reasons and actors of every order of `customer`; the erasure is itself in the log.

    `whole` also deletes the keys of the orders' chains and all their openings: nobody can find these orders in the log any more,
    nor prove anything about them (for after the time that the law has them kept).

    Raises OrdersUnderWay where somebody still waits for one of them, unless it `is_again`: what seems to be under way after a
    restore was over once.
    """
    orders = list(Order.objects.select_for_update(no_key=True).filter(customer=customer).order_by("pk"))
    if not is_again and Order.objects.filter(pk__in=[order.pk for order in orders]).awaited(timezone.now()).exists():
        raise OrdersUnderWay("Some orders of this customer are still under way. Finish or cancel them first.")
    chains = [order.chain_id for order in orders]
    said = str(reason)
    entries = forget_chains(chains, reason=said) if whole else erase_fields(chains, names=PERSONAL, reason=said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT erase_history_words(%s)", [[order.pk for order in orders]])
    for order in orders:
        order.contact_name, order.contact_phone, order.contact_email, order.note = ERASED_NAME, "", ERASED_EMAIL, ""
        order.address = ERASED_ADDRESS if order.fulfilment == Fulfilment.DELIVERY else None
    Order.objects.bulk_update(orders, ["contact_name", "contact_phone", "contact_email", "note", "address"], batch_size=500)
    return Erased(orders=len(orders), entries=entries)
