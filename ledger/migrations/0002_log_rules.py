"""What the database itself refuses: gaps, times that fall, hashes of something else, tiles that change, a log that shrinks."""

from django.db import migrations

from common.append_only import refuse_rewrites

APPEND_ONLY = (
    "ledger_entry",
    "ledger_leaf",
    "ledger_checkpoint",
    "ledger_signedcheckpoint",
    "ledger_cosignature",
    "ledger_logkey",
    "ledger_auditrun",
)

# recorded_at is the database's clock, read by the transaction that appends: now, give or take a long transaction, and never
# before the entry before it. The leaf says the same second.
CHECK_ENTRY = """
CREATE FUNCTION check_ledger_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    previous timestamptz;
BEGIN
    IF NEW.seq > 0 THEN
        SELECT recorded_at INTO previous FROM ledger_entry WHERE chain_id = NEW.chain_id AND seq = NEW.seq - 1;
        IF NOT FOUND OR previous > NEW.recorded_at THEN
            RAISE EXCEPTION 'entry % of chain % has none before it, or a later one', NEW.seq, NEW.chain_id
                USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    -- A clock that was put back is borne: the chain waits at its last time.
    IF NEW.recorded_at NOT BETWEEN clock_timestamp() - interval '5 minutes'
        AND GREATEST(clock_timestamp() + interval '1 second', previous) THEN
        RAISE EXCEPTION 'entry % of chain % is recorded now, not at %', NEW.seq, NEW.chain_id, NEW.recorded_at
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.leaf_hash <> sha256('\\x00'::bytea || NEW.leaf)
        OR right(convert_from(NEW.leaf, 'UTF8'), 24)
            NOT LIKE '%"ts":' || floor(extract(epoch FROM NEW.recorded_at))::bigint || ',"v":1}' THEN
        RAISE EXCEPTION 'the leaf of entry % of chain % says something else', NEW.seq, NEW.chain_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_entry BEFORE INSERT ON ledger_entry FOR EACH ROW EXECUTE FUNCTION check_ledger_entry();
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER check_entry;
"""

# The one change of a chain: a private key is forgotten, after the openings of its entries.
KEEP_CHAIN = """
CREATE FUNCTION keep_ledger_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.chain_id) = (OLD.id, OLD.chain_id) AND NEW.name IS NOT DISTINCT FROM OLD.name
        AND (NEW.key IS NOT DISTINCT FROM OLD.key OR (NEW.key IS NULL AND OLD.name IS NULL AND NOT EXISTS (
            SELECT FROM ledger_opening o JOIN ledger_entry e ON e.id = o.entry_id WHERE e.chain_id = OLD.id
        ))) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'chain % stays as it is; only a private key can be forgotten', OLD.id USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER keep_chain BEFORE UPDATE OR DELETE ON ledger_chain FOR EACH ROW EXECUTE FUNCTION keep_ledger_chain();
ALTER TABLE ledger_chain ENABLE ALWAYS TRIGGER keep_chain;
"""

# A tile only grows, so that one row serves every width that was ever published.
GROW = """
CREATE FUNCTION grow_ledger_tile() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.level, NEW.index) = (OLD.level, OLD.index)
        AND substring(NEW.data FOR length(OLD.data)) = OLD.data AND length(NEW.data) <= 8192 THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'tile %/% only grows', OLD.level, OLD.index USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER grow BEFORE UPDATE OR DELETE ON ledger_tile FOR EACH ROW EXECUTE FUNCTION grow_ledger_tile();
ALTER TABLE ledger_tile ENABLE ALWAYS TRIGGER grow;
CREATE FUNCTION grow_ledger_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.size >= OLD.size THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the tree only grows' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER grow BEFORE UPDATE OR DELETE ON ledger_treestate FOR EACH ROW EXECUTE FUNCTION grow_ledger_tree();
ALTER TABLE ledger_treestate ENABLE ALWAYS TRIGGER grow;
"""

NO_TRUNCATE = """
CREATE TRIGGER ledger_tile_refuse_truncate BEFORE TRUNCATE ON ledger_tile
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
ALTER TABLE ledger_tile ENABLE ALWAYS TRIGGER ledger_tile_refuse_truncate;
CREATE TRIGGER ledger_treestate_refuse_truncate BEFORE TRUNCATE ON ledger_treestate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewrite();
ALTER TABLE ledger_treestate ENABLE ALWAYS TRIGGER ledger_treestate_refuse_truncate;
"""

# Hashes do not compress; whole and out of line they can be read by prefix.
STORAGE = """
ALTER TABLE ledger_tile ALTER COLUMN data SET STORAGE EXTERNAL;
ALTER TABLE ledger_slottile ALTER COLUMN data SET STORAGE EXTERNAL;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_log"), ("common", "0001_append_only")]

    operations = [
        *(refuse_rewrites(table) for table in APPEND_ONLY),
        migrations.RunSQL(CHECK_ENTRY, "DROP FUNCTION check_ledger_entry() CASCADE"),
        migrations.RunSQL(KEEP_CHAIN, "DROP FUNCTION keep_ledger_chain() CASCADE"),
        migrations.RunSQL(
            GROW, "DROP FUNCTION grow_ledger_tile() CASCADE; DROP FUNCTION grow_ledger_tree() CASCADE"
        ),
        migrations.RunSQL(
            NO_TRUNCATE,
            "DROP TRIGGER ledger_tile_refuse_truncate ON ledger_tile;"
            "DROP TRIGGER ledger_treestate_refuse_truncate ON ledger_treestate",
        ),
        migrations.RunSQL(STORAGE, migrations.RunSQL.noop),
    ]
