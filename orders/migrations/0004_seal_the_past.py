"""Orders from before the log are written into it as their history has them: recorded when it says, sealed late.

The log is new then, so no checkpoint contradicts those times; verifiers say "late", which is true.
"""

from typing import Any

from django.db import migrations

from ledger.encoding import Statement, chain_id_of, encode64, milliseconds, new_key, seal

ORDERS_AT_ONCE = 500


def seal_the_past(apps: Any, editor: Any) -> None:
    orders, chains = apps.get_model("orders", "Order"), apps.get_model("ledger", "Chain")
    left = orders.objects.filter(chain=None).order_by("pk").select_related("vendor")
    if not left.exists():
        return
    with editor.connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # no deferred check may wait when a table is altered
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER check_entry")  # it asks for a time that is now
        while batch := list(left.prefetch_related("history")[:ORDERS_AT_ONCE]):
            for order in batch:
                key = new_key()
                order.chain = chains.objects.create(key=key, chain_id=chain_id_of(key))
                order.save(update_fields=["chain"])
                _seal(apps, order, key)
        cursor.execute("ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER check_entry")


def _seal(apps: Any, order: Any, key: bytes) -> None:
    entries, openings, queue = (apps.get_model("ledger", name) for name in ("Entry", "Opening", "QueuedLeaf"))
    prev = chain_id_of(key)
    for row in sorted(order.history.all(), key=lambda row: row.sequence):
        data = {"from": row.from_status, "to": row.status, "by": row.actor_role}
        if row.estimated_ready_at is not None:
            data["ready_at"] = milliseconds(row.estimated_ready_at)
        fields = {"actor": f"user:{row.actor_id}" if row.actor_id else row.actor_role, "note": row.note, "reason": row.reason}
        if row.sequence == 0:
            data["fulfilment"] = order.fulfilment
            fields |= {"ref": order.reference, "vendor": order.vendor.slug}
        sealed = seal(
            Statement("order.status", data, fields, at=row.claimed_at),
            key=key, seq=row.sequence, prev=prev, recorded_at=row.recorded_at,
        )
        prev = sealed.leaf_hash
        entry = entries.objects.create(
            chain=order.chain, seq=sealed.seq, kind=sealed.kind, payload=sealed.payload, leaf=sealed.leaf,
            leaf_hash=sealed.leaf_hash, recorded_at=sealed.recorded_at,
        )
        openings.objects.create(
            entry=entry,
            salt=sealed.salt,
            fields={name: {"salt": encode64(one.salt), "value": one.value} for name, one in sealed.opened.items()},
        )
        queue.objects.create(leaf=sealed.leaf, leaf_hash=sealed.leaf_hash)


class Migration(migrations.Migration):
    dependencies = [("orders", "0003_order_chains")]
    operations = [migrations.RunPython(seal_the_past, migrations.RunPython.noop)]
