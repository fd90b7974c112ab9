"""A review is hidden, or comes back, only by an act of a moderator that is on record: the database's lock of reviews/moderation.py."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION check_review_hidden_by_act() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    needed text := CASE WHEN NEW.status = 'hidden' THEN 'hide' ELSE 'restore' END;
    last text;
BEGIN
    SELECT action INTO last FROM reviews_moderationaction
        WHERE review_id = NEW.id AND action IN ('hide', 'restore') ORDER BY id DESC LIMIT 1;
    IF last IS DISTINCT FROM needed THEN
        RAISE EXCEPTION 'review % becomes % without an act of a moderator', NEW.id, NEW.status
            USING ERRCODE = 'restrict_violation', HINT = 'Use reviews.moderation.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER hidden_by_act BEFORE UPDATE OF status ON reviews_review FOR EACH ROW
    WHEN ((OLD.status = 'hidden') IS DISTINCT FROM (NEW.status = 'hidden'))
    EXECUTE FUNCTION check_review_hidden_by_act();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER hidden_by_act;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0020_grounds")]

    operations = [migrations.RunSQL(REFUSE, "DROP FUNCTION check_review_hidden_by_act() CASCADE")]
