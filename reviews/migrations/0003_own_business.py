"""The database's lock of the rule `own_business` (reviews/gate.py): nobody reviews the vendor that they work for."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION check_review_own_business() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM vendors_membership WHERE vendor_id = NEW.vendor_id AND user_id = NEW.author_id) THEN
        RAISE EXCEPTION 'the author of a review of order % works for its vendor', NEW.order_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_own_business BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION check_review_own_business();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER check_own_business;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0002_review_rules"), ("vendors", "0001_vendors")]

    operations = [migrations.RunSQL(REFUSE, "DROP FUNCTION check_review_own_business() CASCADE")]
