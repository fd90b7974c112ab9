"""A timer that has fired or was cancelled stays so, whatever the code does: nothing fires twice."""

from django.db import migrations

CREATE = """
CREATE FUNCTION timers_stay_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'timer % is %: it stays so', OLD.id, OLD.state USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER stay_settled BEFORE UPDATE ON timers_timer FOR EACH ROW WHEN (OLD.state IN ('fired', 'cancelled'))
    EXECUTE FUNCTION timers_stay_settled();
ALTER TABLE timers_timer ENABLE ALWAYS TRIGGER stay_settled;
"""


class Migration(migrations.Migration):
    dependencies = [("timers", "0001_timers")]
    operations = [migrations.RunSQL(CREATE, "DROP FUNCTION timers_stay_settled() CASCADE")]
