"""The badge is derived by the database: vendors_verification follows vendors_verificationcheck, and nothing else writes it.

Decision record: docs/adr/0007-derived-verification.md. The triggers work statement by statement, so that an importer's
bulk insert costs one pass. The function runs as its owner with a fixed search_path: the application's role, which may only
read vendors_verification, still causes the write. It locks the vendor first: of two decisions at once, the second sees the
first.
"""

from django.db import migrations

REQUIRED = ("identity", "business_registration", "address", "phone")  # vendors.models.REQUIRED_CHECKS, compared by a test

DERIVE = f"""
CREATE FUNCTION vendors_derive_verification(vendor_ids bigint[]) RETURNS void
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
        WHERE status = 'approved' AND kind IN {REQUIRED!r}
        GROUP BY vendor_id HAVING count(*) = {len(REQUIRED)}
    ), gone AS (
        DELETE FROM vendors_verification
        WHERE vendor_id = ANY (vendor_ids) AND vendor_id NOT IN (SELECT vendor_id FROM derived)
    )
    INSERT INTO vendors_verification (vendor_id, verified_at, verified_until)
    SELECT vendor_id, verified_at, verified_until FROM derived
    ON CONFLICT (vendor_id) DO UPDATE SET verified_at = excluded.verified_at, verified_until = excluded.verified_until;
END $$;
REVOKE ALL ON FUNCTION vendors_derive_verification(bigint[]) FROM PUBLIC;

CREATE FUNCTION vendors_follow_checks() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    vendor_ids bigint[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        vendor_ids := ARRAY(SELECT DISTINCT vendor_id FROM new_checks);
    ELSIF TG_OP = 'UPDATE' THEN
        vendor_ids := ARRAY(SELECT vendor_id FROM new_checks UNION SELECT vendor_id FROM old_checks);
    ELSE
        vendor_ids := ARRAY(SELECT DISTINCT vendor_id FROM old_checks);
    END IF;
    PERFORM vendors_derive_verification(vendor_ids);
    RETURN NULL;
END $$;
"""

GUARD = """
CREATE FUNCTION vendors_refuse_verification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_database() LIKE 'test\\_%' THEN
            RETURN NULL;
        END IF;
    ELSIF pg_trigger_depth() > 1 THEN  -- called by vendors_follow_checks, the only trigger that writes here
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% on % is refused: verification follows from the checks', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Decide a check.';
END $$;
"""

TRIGGERS = """
CREATE TRIGGER vendors_checks_inserted AFTER INSERT ON vendors_verificationcheck
    REFERENCING NEW TABLE AS new_checks FOR EACH STATEMENT EXECUTE FUNCTION vendors_follow_checks();
CREATE TRIGGER vendors_checks_updated AFTER UPDATE ON vendors_verificationcheck
    REFERENCING OLD TABLE AS old_checks NEW TABLE AS new_checks FOR EACH STATEMENT EXECUTE FUNCTION vendors_follow_checks();
CREATE TRIGGER vendors_checks_deleted AFTER DELETE ON vendors_verificationcheck
    REFERENCING OLD TABLE AS old_checks FOR EACH STATEMENT EXECUTE FUNCTION vendors_follow_checks();
CREATE TRIGGER vendors_checks_truncated BEFORE TRUNCATE ON vendors_verificationcheck
    FOR EACH STATEMENT EXECUTE FUNCTION vendors_refuse_verification();
CREATE TRIGGER vendors_verification_guard BEFORE INSERT OR UPDATE OR DELETE ON vendors_verification
    FOR EACH ROW EXECUTE FUNCTION vendors_refuse_verification();
CREATE TRIGGER vendors_verification_truncated BEFORE TRUNCATE ON vendors_verification
    FOR EACH STATEMENT EXECUTE FUNCTION vendors_refuse_verification();
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_checks_inserted;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_checks_updated;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_checks_deleted;
ALTER TABLE vendors_verificationcheck ENABLE ALWAYS TRIGGER vendors_checks_truncated;
ALTER TABLE vendors_verification ENABLE ALWAYS TRIGGER vendors_verification_guard;
ALTER TABLE vendors_verification ENABLE ALWAYS TRIGGER vendors_verification_truncated;
"""

DROP = """
DROP TRIGGER vendors_checks_inserted ON vendors_verificationcheck;
DROP TRIGGER vendors_checks_updated ON vendors_verificationcheck;
DROP TRIGGER vendors_checks_deleted ON vendors_verificationcheck;
DROP TRIGGER vendors_checks_truncated ON vendors_verificationcheck;
DROP TRIGGER vendors_verification_guard ON vendors_verification;
DROP TRIGGER vendors_verification_truncated ON vendors_verification;
DROP FUNCTION vendors_follow_checks();
DROP FUNCTION vendors_refuse_verification();
DROP FUNCTION vendors_derive_verification(bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("vendors", "0001_vendors")]
    operations = [migrations.RunSQL([DERIVE, GUARD, TRIGGERS], DROP)]
