"""The one change of a history row: its words and its actor are blanked, after the log's openings of them were deleted.

What was said stays committed to in the log, which says that something was erased; nobody can say what. The application's role
may not update the table: it calls the function, which runs as its owner.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION keep_order_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (to_jsonb(NEW) - '{note,reason,actor_id}'::text[]) = (to_jsonb(OLD) - '{note,reason,actor_id}'::text[])
        AND NEW.note = '' AND NEW.actor_id IS NULL AND NEW.reason = (CASE WHEN OLD.reason = '' THEN '' ELSE 'erased' END)
        AND NOT EXISTS (
            SELECT FROM ledger_opening o JOIN ledger_entry e ON e.id = o.entry_id JOIN orders_order r ON r.chain_id = e.chain_id
            WHERE r.id = OLD.order_id AND e.seq = OLD.sequence AND o.fields ?| '{note,reason,actor}'::text[]
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'A correction is a new row; words are erased by orders.erasure.';
END $$;
DROP TRIGGER orders_orderstatushistory_refuse_rewrite ON orders_orderstatushistory;
CREATE TRIGGER orders_orderstatushistory_refuse_rewrite BEFORE UPDATE OR DELETE ON orders_orderstatushistory
    FOR EACH ROW EXECUTE FUNCTION keep_order_history();
ALTER TABLE orders_orderstatushistory ENABLE ALWAYS TRIGGER orders_orderstatushistory_refuse_rewrite;

CREATE FUNCTION erase_history_words(order_ids bigint[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE orders_orderstatushistory
    SET note = '', actor_id = NULL, reason = CASE WHEN reason = '' THEN '' ELSE 'erased' END
    WHERE order_id = ANY (order_ids)
$$;
REVOKE ALL ON FUNCTION erase_history_words(bigint[]) FROM PUBLIC;
"""
UNDO = """
DROP FUNCTION erase_history_words(bigint[]);
DROP TRIGGER orders_orderstatushistory_refuse_rewrite ON orders_orderstatushistory;
DROP FUNCTION keep_order_history();
CREATE TRIGGER orders_orderstatushistory_refuse_rewrite BEFORE UPDATE OR DELETE ON orders_orderstatushistory
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
ALTER TABLE orders_orderstatushistory ENABLE ALWAYS TRIGGER orders_orderstatushistory_refuse_rewrite;
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_history_in_the_log"), ("ledger", "0002_log_rules")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
