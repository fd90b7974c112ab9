"""The database's lock of four eyes: nobody moderates their own review, or one of a vendor whose team they are or were lately of."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION check_moderator_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM reviews_review
        WHERE id = NEW.review_id AND (author_id = NEW.moderator_id OR vendors_is_relative(NEW.moderator_id, vendor_id))
    ) THEN
        RAISE EXCEPTION 'review % is refused a moderator with a part in it', NEW.review_id
            USING ERRCODE = 'restrict_violation', HINT = 'Somebody else decides.';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_moderator_apart BEFORE INSERT ON reviews_moderationaction
    FOR EACH ROW EXECUTE FUNCTION check_moderator_apart();
ALTER TABLE reviews_moderationaction ENABLE ALWAYS TRIGGER check_moderator_apart;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_reviews_in_the_log"), ("vendors", "0007_four_eyes")]

    operations = [migrations.RunSQL(REFUSE, "DROP FUNCTION check_moderator_apart() CASCADE")]
