"""What the holder of a link sees of an order, and the frames that carry it. Encoded once, sent to many.

Redaction happens here and nowhere else: no name, address, phone, e-mail or price of the customer's.
"""

from functools import cache
from typing import Any

from django.conf import settings

from common.rendering import as_json
from ledger.encoding import encode64
from orders.deadlines import UNANSWERED, timers_of
from orders.models import Order, OrderStatusHistory
from orders.serializers import EntrySerializer, OrderSummary, moves_for
from orders.statuses import ActorRole, Status, status_text
from orders.taking import is_verified_now
from timers.reads import ShownTimer
from tracking.places import place_of
from tracking.words import headline


def tracking_entry(entry: OrderStatusHistory) -> dict[str, Any]:
    """Return one entry as anybody with the link may see it. `entry.order.vendor` must be loaded.

    A customer's own words (the reason for a cancellation) stay between them and the vendor.
    """
    order = entry.order
    return {
        "sequence": entry.sequence,
        "status": entry.status,
        "label": status_text(entry.status, vendor=order.vendor.name, is_delivery=order.is_delivery),
        "headline": headline(entry.status, vendor=order.vendor.name, is_delivery=order.is_delivery),
        "note": entry.note if entry.actor_role != ActorRole.CUSTOMER else "",
        "reason": entry.reason if entry.actor_role != ActorRole.CUSTOMER else "",
        "actor_role": entry.actor_role,
        "estimated_ready_at": entry.estimated_ready_at,
        "claimed_at": entry.claimed_at,
        "recorded_at": entry.recorded_at,
        "flags": entry.flags,
        **_place(entry),
    }


def tracking_timers(order: Order, *, status: str | None = None) -> list[ShownTimer]:
    """Return what happens to an order by itself, as far as it concerns who follows it: not whom the vendor calls in its team."""
    return [timer for timer in timers_of(order, status=status) if timer["kind"] != UNANSWERED]


def tracking_page(order: Order, entries: list[OrderStatusHistory]) -> dict[str, Any]:
    """Return the whole page's data. `order.vendor.verification` must be loaded.

    Where it is stands in the entries: the order was read before them, and may have moved in between.
    """
    status = Status(entries[-1].status)
    promised = next((entry.estimated_ready_at for entry in reversed(entries) if entry.estimated_ready_at), None)
    return {
        "reference": order.reference,
        "status": status,
        "status_label": status.label,
        "fulfilment": order.fulfilment,
        "vendor": {
            "slug": order.vendor.slug,
            "name": order.vendor.name,
            "is_verified": is_verified_now(order.vendor),
            **place_of(order),
        },
        "estimated_ready_at": promised,
        "timers": tracking_timers(order, status=status),
        "entries": [tracking_entry(entry) for entry in entries],
        "ledger": _ledger(order),
    }


def is_sealed(entry: OrderStatusHistory) -> bool:
    """Say whether the entry was under a signed checkpoint when it was read."""
    return getattr(entry, "leaf_index", None) is not None


def _place(entry: OrderStatusHistory) -> dict[str, Any]:
    """Return where the entry stands in the log; null until it is sealed, which a frame of its own says then."""
    index = getattr(entry, "leaf_index", None)  # annotated by tracking.reads; a new entry has none yet
    if entry.order.chain.key is None:
        index = None  # erased: nobody is to find the order in the log again
    return {"leaf_index": index, "leaf_hash": None if index is None else encode64(bytes(entry.leaf_hash))}  # type: ignore[attr-defined]  # as above


def _ledger(order: Order) -> dict[str, Any] | None:
    """Return what a reader needs to check the order by themselves; None where its chain was erased."""
    if order.chain.key is None:
        return None
    return {
        "origin": settings.LEDGER_ORIGIN,
        "chain_id": encode64(bytes(order.chain.chain_id)),
        "proof_url": f"{settings.BASE_URL}/api/v1/tracking/{order.uid}/proof/",
    }


def sealed_frame(sequence: int, *, index: int, tree_size: int) -> str:
    """Return the frame that says that an entry is sealed."""
    return as_json({"type": "sealed", "sequence": sequence, "leaf_index": index, "tree_size": tree_size})


def entry_frame(entry: OrderStatusHistory) -> str:
    """Return the WebSocket frame of one entry for followers of the order, with what its status has in store."""
    timers = tracking_timers(entry.order) if entry.sequence == entry.order.sequence else []
    return as_json({"type": "entry", "entry": tracking_entry(entry), "timers": timers})


def timers_frame(order: Order) -> str:
    """Return the frame that says that a timer has fired, for followers of the order."""
    return as_json({"type": "timers", "timers": tracking_timers(order)})


def board_timers_frame(order: Order) -> str:
    """Return the same for the vendor's board."""
    return as_json({"type": "timers", "uid": order.uid, "timers": timers_of(order)})


def board_frame(entry: OrderStatusHistory) -> str:
    """Return the frame of one entry for the vendor's board: the order itself where it is new, else what changed."""
    order = entry.order
    if entry.sequence == 0:
        context = {"user": None, "vendor_ids": frozenset({order.vendor_id}), "base_url": settings.BASE_URL}
        return as_json({"type": "order", "order": OrderSummary(order, context=context).data})
    return as_json(
        {
            "type": "entry",
            "uid": order.uid,
            "reference": order.reference,
            "status": order.status,
            "sequence": order.sequence,
            "estimated_ready_at": order.estimated_ready_at,
            "allowed_transitions": moves_for(order, ActorRole.VENDOR),
            "timers": timers_of(order),
            "entry": _entry_for_the_team().to_representation(entry),
        }
    )


@cache
def _entry_for_the_team() -> EntrySerializer:
    """Return one serializer for all: building its fields took longer than writing the move."""
    return EntrySerializer(context={"role": ActorRole.VENDOR})
