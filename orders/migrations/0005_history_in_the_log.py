"""No entry of an order without its entry in the log, written before it in the same transaction; its time is the log's.

The rest of the function is that of migration 0002.
"""

import importlib

from django.db import migrations, models
import django.db.models.deletion

BEFORE = importlib.import_module("orders.migrations.0002_append_only_history").CHECK_ENTRY
FUNCTION = BEFORE[: BEFORE.index("CREATE TRIGGER")].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
IN_THE_LOG = """    SELECT e.recorded_at INTO NEW.recorded_at FROM ledger_entry e JOIN orders_order o ON o.chain_id = e.chain_id
        WHERE o.id = NEW.order_id AND e.seq = NEW.sequence;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entry % of order % is not in the log', NEW.sequence, NEW.order_id USING ERRCODE = 'check_violation';
    END IF;
"""
CLOCK = "    NEW.recorded_at := clock_timestamp();\n"
assert CLOCK in FUNCTION


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_seal_the_past")]

    operations = [
        migrations.RunSQL(FUNCTION.replace(CLOCK, IN_THE_LOG), FUNCTION),
        migrations.AlterField(
            model_name="order",
            name="chain",
            field=models.OneToOneField(
                editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="order", to="ledger.chain"
            ),
        ),
    ]
