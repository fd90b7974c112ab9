"""The second lock of the gate, by the database's own hand; reviews that stay as they were written; acts kept for ever.

Decision record: docs/adr/0009-review-gate.md.
"""

from django.db import migrations

from common.append_only import refuse_rewrites

CHECK_ORDER = """
CREATE FUNCTION check_review_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reviewed record;
BEGIN
    SELECT status, vendor_id, customer_id INTO reviewed FROM orders_order WHERE id = NEW.order_id;
    IF NOT FOUND OR reviewed.status <> 'completed' THEN
        RAISE EXCEPTION 'order % is not completed', NEW.order_id USING ERRCODE = 'check_violation';
    END IF;
    IF reviewed.customer_id <> NEW.author_id OR reviewed.vendor_id <> NEW.vendor_id THEN
        RAISE EXCEPTION 'a review of order % is by its customer, about its vendor', NEW.order_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER check_order BEFORE INSERT ON reviews_review FOR EACH ROW EXECUTE FUNCTION check_review_order();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER check_order;
"""

KEEP_WORDS = """
CREATE FUNCTION keep_review_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'review % stays as it was written; only its status can change', OLD.id
        USING ERRCODE = 'restrict_violation', HINT = 'Hide it.';
END $$;
CREATE TRIGGER keep_words BEFORE UPDATE ON reviews_review FOR EACH ROW
    WHEN ((OLD.id, OLD.order_id, OLD.vendor_id, OLD.author_id, OLD.rating, OLD.title, OLD.body, OLD.external_id, OLD.created_at)
        IS DISTINCT FROM
        (NEW.id, NEW.order_id, NEW.vendor_id, NEW.author_id, NEW.rating, NEW.title, NEW.body, NEW.external_id, NEW.created_at))
    EXECUTE FUNCTION keep_review_words();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER keep_words;
"""


class Migration(migrations.Migration):
    dependencies = [("reviews", "0001_reviews"), ("common", "0001_append_only"), ("orders", "0001_orders")]

    operations = [
        refuse_rewrites("reviews_moderationaction"),
        refuse_rewrites("reviews_review", operations="DELETE"),
        migrations.RunSQL(CHECK_ORDER, "DROP FUNCTION check_review_order() CASCADE"),
        migrations.RunSQL(KEEP_WORDS, "DROP FUNCTION keep_review_words() CASCADE"),
    ]
