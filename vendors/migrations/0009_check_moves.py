"""Every move of a check is a row, by the database's own hand; which moves there are is its law; and a waiver counts.

Decision record: docs/adr/0022-checks-and-their-documents.md. The function that keeps the moves runs as its owner with a fixed
search_path: the application's role may only read vendors_checkmove, still causes the row, and can write no other.
"""

from django.db import migrations

from common.append_only import refuse_rewrites

# vendors.moves.ALLOWED_MOVES, compared by a test.
ALLOWED = (
    ("submitted", "in_review"), ("submitted", "approved"), ("submitted", "rejected"), ("submitted", "waived"),
    ("submitted", "withdrawn"), ("in_review", "submitted"), ("in_review", "approved"), ("in_review", "rejected"),
    ("in_review", "waived"), ("in_review", "withdrawn"), ("approved", "expired"), ("approved", "withdrawn"),
    ("waived", "expired"), ("waived", "withdrawn"),
)

# What was before: each was handed in, and some were decided.
TELL_THE_PAST = """
INSERT INTO vendors_checkmove (verification_check_id, from_status, to_status, by_id, at, method, reason_code, reason, expires_at)
SELECT id, '', 'submitted', submitted_by_id, submitted_at, '', '', '', NULL FROM vendors_verificationcheck
UNION ALL
SELECT id, 'submitted', status, decided_by_id, COALESCE(decided_at, submitted_at), method, reason_code, reason, expires_at
FROM vendors_verificationcheck WHERE status <> 'submitted';
"""

KEEP = """
CREATE FUNCTION vendors_keep_check_moves() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN  -- an importer's rows come decided: that is one move too
        INSERT INTO vendors_checkmove
            (verification_check_id, from_status, to_status, by_id, at, method, reason_code, reason, expires_at)
        SELECT id, '', status, COALESCE(moved_by_id, decided_by_id, submitted_by_id), COALESCE(moved_at, decided_at, submitted_at),
            method, reason_code, reason, expires_at
        FROM new_checks;
    ELSE
        INSERT INTO vendors_checkmove
            (verification_check_id, from_status, to_status, by_id, at, method, reason_code, reason, expires_at)
        SELECT n.id, o.status, n.status,
            CASE WHEN n.moved_at IS DISTINCT FROM o.moved_at THEN n.moved_by_id END,
            CASE WHEN n.moved_at IS DISTINCT FROM o.moved_at AND n.moved_at IS NOT NULL THEN n.moved_at ELSE clock_timestamp() END,
            n.method, n.reason_code, n.reason, n.expires_at
        FROM new_checks n JOIN old_checks o USING (id)
        WHERE n.status <> o.status OR (n.status = 'in_review' AND n.claimed_by_id <> o.claimed_by_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER vendors_check_moves_begun AFTER INSERT ON vendors_verificationcheck
    REFERENCING NEW TABLE AS new_checks FOR EACH STATEMENT EXECUTE FUNCTION vendors_keep_check_moves();
CREATE TRIGGER vendors_check_moves_made AFTER UPDATE ON vendors_verificationcheck
    REFERENCING OLD TABLE AS old_checks NEW TABLE AS new_checks FOR EACH STATEMENT EXECUTE FUNCTION vendors_keep_check_moves();

CREATE FUNCTION vendors_refuse_check_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_TABLE_NAME = 'vendors_checkmove' THEN
        IF pg_trigger_depth() > 1 THEN  -- called by vendors_keep_check_moves, the only one that writes here
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a move of check % is refused: moves follow from the checks', NEW.verification_check_id
            USING ERRCODE = 'restrict_violation', HINT = 'Move the check.';
    END IF;
    IF NOT (OLD.status || '>' || NEW.status) = ANY (%(allowed)s) THEN
        RAISE EXCEPTION 'check %%: no move leads from %% to %%', OLD.id, OLD.status, NEW.status
            USING ERRCODE = 'restrict_violation', HINT = 'A new submission gets a new decision.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vendors_check_move_allowed BEFORE UPDATE OF status ON vendors_verificationcheck
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION vendors_refuse_check_move();
CREATE TRIGGER vendors_checkmove_guard BEFORE INSERT ON vendors_checkmove
    FOR EACH ROW EXECUTE FUNCTION vendors_refuse_check_move();
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_check_moves_begun;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_check_moves_made;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_check_move_allowed;
ALTER TABLE vendors_checkmove ENABLE ALWAYS TRIGGER vendors_checkmove_guard;
""".replace("%(allowed)s", "ARRAY[" + ", ".join(f"'{old}>{new}'" for old, new in ALLOWED) + "]").replace("%%", "%")
KEEP_NOTHING = """
DROP TRIGGER vendors_checkmove_guard ON vendors_checkmove;
DROP TRIGGER vendors_check_move_allowed ON vendors_verificationcheck;
DROP TRIGGER vendors_check_moves_begun ON vendors_verificationcheck;
DROP TRIGGER vendors_check_moves_made ON vendors_verificationcheck;
DROP FUNCTION vendors_keep_check_moves();
DROP FUNCTION vendors_refuse_check_move();
"""

# As in 0002, but that a waiver stands as an approval does.
DERIVE = """
CREATE OR REPLACE FUNCTION vendors_derive_verification(vendor_ids bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM vendors_vendor WHERE id = ANY (vendor_ids) ORDER BY id FOR NO KEY UPDATE;
    WITH decided AS (
        SELECT DISTINCT ON (vendor_id, kind) vendor_id, kind, status, decided_at, expires_at
        FROM vendors_verificationcheck
        WHERE vendor_id = ANY (vendor_ids) AND decided_at IS NOT NULL
        ORDER BY vendor_id, kind, decided_at DESC, id DESC
    ), derived AS (
        SELECT vendor_id, max(decided_at) AS verified_at, min(expires_at) AS verified_until
        FROM decided
        WHERE status IN ({standing}) AND kind IN ('identity', 'business_registration', 'address', 'phone')
        GROUP BY vendor_id HAVING count(*) = 4
    ), gone AS (
        DELETE FROM vendors_verification
        WHERE vendor_id = ANY (vendor_ids) AND vendor_id NOT IN (SELECT vendor_id FROM derived)
    )
    INSERT INTO vendors_verification (vendor_id, verified_at, verified_until)
    SELECT vendor_id, verified_at, verified_until FROM derived
    ON CONFLICT (vendor_id) DO UPDATE SET verified_at = excluded.verified_at, verified_until = excluded.verified_until;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0001_append_only"), ("vendors", "0008_check_states")]

    operations = [
        migrations.RunSQL(TELL_THE_PAST, migrations.RunSQL.noop),
        refuse_rewrites("vendors_checkmove"),
        refuse_rewrites("vendors_checkwarning"),
        migrations.RunSQL(KEEP, KEEP_NOTHING),
        migrations.RunSQL(DERIVE.replace("{standing}", "'approved', 'waived'"), DERIVE.replace("{standing}", "'approved'")),
    ]
