"""The proof of an order, as far as its reader may see into it."""

from typing import Any

from django.http import Http404

from accounts.factors import has_second_factor
from accounts.permissions import PlatformPermission, has_platform_permission
from accounts.scopes import OWN_ORDERS, has_scope
from ledger.appending import ChainForgotten
from ledger.bundles import Row, Told, build_bundle, tlog_proof
from ledger.models import Entry
from orders.models import Order, OrderStatusHistory
from orders.statements import ERASED, statement_of
from vendors.permissions import Permission, memberships_at_work

#: Fields that are opened to each reader. What the page shows of a note is bound for everybody: see ledger.bundles.restate.
LINK_HOLDER = frozenset({"ref", "vendor"})
CUSTOMER = LINK_HOLDER | {"note", "reason"}
TEAM = CUSTOMER | {"actor"}


def fields_for(order: Order, reader: Any) -> frozenset[str]:
    """Return the names of the fields that `reader` (a user, perhaps anonymous) may see opened."""
    if not reader.is_authenticated or not reader.is_active:
        return LINK_HOLDER
    is_platforms = reader.grant is None and has_platform_permission(reader, PlatformPermission.VIEW_ORDERS)
    if is_platforms and has_second_factor(reader):
        return TEAM
    if memberships_at_work(reader, Permission.ORDERS_VIEW).filter(vendor=order.vendor_id).exists():
        return TEAM
    return CUSTOMER if order.customer_id == reader.pk and has_scope(reader, OWN_ORDERS) else LINK_HOLDER


def order_bundle(order: Order, *, reader: Any) -> dict[str, Any]:
    """Return the proof bundle of an order's sealed entries. Raises NotSealedYet, ChainForgotten."""
    rows = list(OrderStatusHistory.objects.filter(order=order).order_by("sequence"))
    for row in rows:
        row.order = order
    by_seq = {entry.seq: entry for entry in order.chain.entries.select_related("opening")}
    told = [Told(row.sequence, by_seq.get(row.sequence), Row(statement_of(row), row.recorded_at, erased=ERASED)) for row in rows]
    return build_bundle(order.chain, told, opened=fields_for(order, reader))


def entry_proof(order: Order, sequence: int) -> str:
    """Return the C2SP proof of one entry. Raises NotSealedYet, ChainForgotten, and Http404 where the order has no such entry."""
    if order.chain.key is None:
        raise ChainForgotten("The proof of this order was erased with its person.")
    entry = Entry.objects.filter(chain=order.chain_id, seq=sequence).first()
    if entry is None:
        raise Http404
    return tlog_proof(entry)
