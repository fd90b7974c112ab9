"""What was withdrawn of an answer is read by nobody, also once the vendor answers anew. The database notes how far that goes.

Safe while the code before this runs.
"""

from django.db import migrations, models

BACKFILL = "UPDATE reviews_reviewresponse SET withdrawn_version = version WHERE withdrawn_at IS NOT NULL"
KEEP = """
CREATE FUNCTION keep_answer_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL THEN
        NEW.withdrawn_version := NEW.version;
    ELSIF NEW.withdrawn_version <> OLD.withdrawn_version THEN
        RAISE EXCEPTION 'response % stays as it was written, and withdrawn as far as it was', OLD.id
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_withdrawn BEFORE UPDATE OF withdrawn_at, withdrawn_version ON reviews_reviewresponse FOR EACH ROW
    EXECUTE FUNCTION keep_answer_withdrawn();
ALTER TABLE reviews_reviewresponse ENABLE ALWAYS TRIGGER keep_withdrawn;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0023_redactions_undone_one_by_one")]

    operations = [
        migrations.AddField("reviewresponse", "withdrawn_version", models.PositiveIntegerField(db_default=0, editable=False)),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(KEEP, "DROP FUNCTION keep_answer_withdrawn() CASCADE"),
    ]
