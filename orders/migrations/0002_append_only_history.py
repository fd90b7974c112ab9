"""History that only grows, along the table of moves; orders that stay; a status that only mirrors the history.

The moves are frozen here as they were when this migration was written; tests/orders/test_history_constraints.py holds them
against orders/statuses.py, so that a new move comes with a new migration.
"""

from django.db import migrations

from common.append_only import refuse_rewrites

MOVES = (
    "placed>accepted:vendor placed>rejected:vendor placed>cancelled:customer placed>cancelled:vendor "
    "accepted>preparing:vendor accepted>cancelled:vendor "
    "preparing>ready_for_pickup:vendor preparing>out_for_delivery:vendor preparing>cancelled:vendor "
    "ready_for_pickup>completed:customer ready_for_pickup>completed:vendor "
    "ready_for_pickup>out_for_delivery:vendor ready_for_pickup>cancelled:vendor "
    "out_for_delivery>delivered:vendor delivered>completed:customer delivered>completed:vendor"
).split()

CHECK_ENTRY = f"""
CREATE FUNCTION check_history_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    previous record;
BEGIN
    NEW.recorded_at := clock_timestamp();
    IF NEW.sequence > 0 THEN
        SELECT status, recorded_at INTO previous FROM orders_orderstatushistory
            WHERE order_id = NEW.order_id AND sequence = NEW.sequence - 1;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'order % has no entry %', NEW.order_id, NEW.sequence - 1 USING ERRCODE = 'check_violation';
        END IF;
        IF previous.status <> NEW.from_status THEN
            RAISE EXCEPTION 'entry % of order % starts from %, but the order is %', NEW.sequence, NEW.order_id, NEW.from_status,
                previous.status USING ERRCODE = 'check_violation';
        END IF;
        IF NOT (NEW.from_status || '>' || NEW.status || ':' || NEW.actor_role) = ANY ('{{{",".join(MOVES)}}}'::text[]) THEN
            RAISE EXCEPTION 'no % moves an order from % to %', NEW.actor_role, NEW.from_status, NEW.status
                USING ERRCODE = 'check_violation';
        END IF;
        NEW.recorded_at := GREATEST(NEW.recorded_at, previous.recorded_at);
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_entry BEFORE INSERT ON orders_orderstatushistory FOR EACH ROW EXECUTE FUNCTION check_history_entry();
ALTER TABLE orders_orderstatushistory ENABLE ALWAYS TRIGGER check_entry;
"""

CHECK_MIRROR = """
CREATE FUNCTION check_order_mirror() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence < OLD.sequence OR NOT EXISTS (
        SELECT 1 FROM orders_orderstatushistory
        WHERE order_id = NEW.id AND sequence = NEW.sequence AND status = NEW.status
    ) THEN
        RAISE EXCEPTION 'the status of order % is what its history says, nothing else', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_mirror BEFORE UPDATE OF status, sequence ON orders_order
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.sequence IS DISTINCT FROM NEW.sequence)
    EXECUTE FUNCTION check_order_mirror();
ALTER TABLE orders_order ENABLE ALWAYS TRIGGER check_mirror;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_orders"), ("common", "0001_append_only")]

    operations = [
        refuse_rewrites("orders_orderstatushistory"),
        refuse_rewrites("orders_orderitem"),
        refuse_rewrites("orders_order", operations="DELETE"),
        migrations.RunSQL(CHECK_ENTRY, "DROP FUNCTION check_history_entry() CASCADE"),
        migrations.RunSQL(CHECK_MIRROR, "DROP FUNCTION check_order_mirror() CASCADE"),
    ]
