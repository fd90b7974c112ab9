"""The one change of a security event: the details are blanked, once the account is an empty shell (docs/adr/0019).

The application's role may not update the table: it calls the function, which runs as its owner.
"""

from django.db import migrations

KEEP = """
CREATE FUNCTION keep_security_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'data') = (to_jsonb(OLD) - 'data') AND NEW.data = '{}'::jsonb
        AND EXISTS (
            SELECT FROM accounts_user u WHERE u.id = OLD.user_id AND NOT u.is_active AND u.email = 'deleted-' || u.id || '@invalid'
        ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% on % is refused: it is append-only', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation', HINT = 'Details are blanked by privacy.erasing, with the account.';
END $$;
DROP TRIGGER accounts_securityevent_refuse_rewrite ON accounts_securityevent;
CREATE TRIGGER accounts_securityevent_refuse_rewrite BEFORE UPDATE OR DELETE ON accounts_securityevent
    FOR EACH ROW EXECUTE FUNCTION keep_security_event();
ALTER TABLE accounts_securityevent ENABLE ALWAYS TRIGGER accounts_securityevent_refuse_rewrite;

CREATE FUNCTION erase_security_details(person bigint) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    UPDATE accounts_securityevent SET data = '{}' WHERE user_id = person AND data <> '{}'
$$;
REVOKE ALL ON FUNCTION erase_security_details(bigint) FROM PUBLIC;
"""
UNDO = """
DROP FUNCTION erase_security_details(bigint);
DROP TRIGGER accounts_securityevent_refuse_rewrite ON accounts_securityevent;
DROP FUNCTION keep_security_event();
CREATE TRIGGER accounts_securityevent_refuse_rewrite BEFORE UPDATE OR DELETE ON accounts_securityevent
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
ALTER TABLE accounts_securityevent ENABLE ALWAYS TRIGGER accounts_securityevent_refuse_rewrite;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_platform_permissions")]
    operations = [migrations.RunSQL(KEEP, UNDO)]
