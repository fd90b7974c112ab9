"""What a vendor's orders and reviews add up to, kept by triggers in the transactions that change it.

The row of a vendor's figures is the gate: each trigger takes it first, then items by their ids. So two reviews of one vendor never
wait for each other in a circle; whoever also writes the vendor's row does it afterwards, and public chains of the log come last.
The functions run as their owner: the application's role may only read figures.
"""

import django.db.models.deletion
from django.db import migrations, models


COUNT = """
CREATE FUNCTION reviews_count(of_vendor bigint, stars integer, number integer, hides integer, withdrawals integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reviews_vendorfigures (vendor_id) VALUES (of_vendor) ON CONFLICT (vendor_id) DO NOTHING;
    UPDATE reviews_vendorfigures SET
        stars_1 = stars_1 + CASE stars WHEN 1 THEN number ELSE 0 END,
        stars_2 = stars_2 + CASE stars WHEN 2 THEN number ELSE 0 END,
        stars_3 = stars_3 + CASE stars WHEN 3 THEN number ELSE 0 END,
        stars_4 = stars_4 + CASE stars WHEN 4 THEN number ELSE 0 END,
        stars_5 = stars_5 + CASE stars WHEN 5 THEN number ELSE 0 END,
        hidden = hidden + hides, withdrawn = withdrawn + withdrawals
    WHERE vendor_id = of_vendor;
END $$;
REVOKE ALL ON FUNCTION reviews_count(bigint, integer, integer, integer, integer) FROM PUBLIC;

CREATE FUNCTION reviews_count_items(of_version bigint, sign integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    said record;
BEGIN
    FOR said IN
        SELECT o.item_id, i.rating FROM reviews_reviewitem i JOIN orders_orderitem o ON o.id = i.order_item_id
        WHERE i.version_id = of_version ORDER BY o.item_id
    LOOP
        UPDATE vendors_item SET rating_sum = rating_sum + sign * said.rating, rating_count = rating_count + sign
        WHERE id = said.item_id;
    END LOOP;
END $$;
REVOKE ALL ON FUNCTION reviews_count_items(bigint, integer) FROM PUBLIC;
"""

COUNT_REVIEWS = """
CREATE FUNCTION reviews_count_inserted() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written record;
BEGIN
    FOR written IN
        SELECT vendor_id, rating, count(*)::integer AS number FROM new_reviews WHERE status = 'published'
        GROUP BY vendor_id, rating ORDER BY vendor_id, rating
    LOOP
        PERFORM reviews_count(written.vendor_id, written.rating, written.number, 0, 0);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER count_inserted AFTER INSERT ON reviews_review
    REFERENCING NEW TABLE AS new_reviews FOR EACH STATEMENT EXECUTE FUNCTION reviews_count_inserted();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER count_inserted;

CREATE FUNCTION reviews_count_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    sign integer := (NEW.status = 'published')::integer - (OLD.status = 'published')::integer;
BEGIN
    PERFORM reviews_count(NEW.vendor_id, NEW.rating, sign,
        (NEW.status = 'hidden')::integer - (OLD.status = 'hidden')::integer,
        (NEW.status = 'withdrawn')::integer - (OLD.status = 'withdrawn')::integer);
    PERFORM reviews_count_items(v.id, sign) FROM reviews_reviewversion v WHERE v.review_id = NEW.id AND v.number = NEW.version;
    RETURN NULL;
END $$;
CREATE TRIGGER count_moved AFTER UPDATE ON reviews_review FOR EACH ROW WHEN (OLD.status <> NEW.status)
    EXECUTE FUNCTION reviews_count_moved();
ALTER TABLE reviews_review ENABLE ALWAYS TRIGGER count_moved;

-- A new version takes the stars of the one before out; its own items come in one by one.
CREATE FUNCTION reviews_count_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reviewed record;
    before record;
BEGIN
    SELECT * INTO reviewed FROM reviews_review WHERE id = NEW.review_id;
    IF reviewed.status = 'published' THEN
        SELECT * INTO before FROM reviews_reviewversion WHERE review_id = NEW.review_id AND number = NEW.number - 1;
        PERFORM reviews_count(reviewed.vendor_id, before.rating, -1, 0, 0);
        PERFORM reviews_count(reviewed.vendor_id, NEW.rating, 1, 0, 0);
        PERFORM reviews_count_items(before.id, -1);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_version AFTER INSERT ON reviews_reviewversion FOR EACH ROW WHEN (NEW.number > 1)
    EXECUTE FUNCTION reviews_count_version();
ALTER TABLE reviews_reviewversion ENABLE ALWAYS TRIGGER count_version;

CREATE FUNCTION reviews_count_item() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reviewed record;
BEGIN
    SELECT r.status, r.vendor_id INTO reviewed FROM reviews_reviewversion v JOIN reviews_review r ON r.id = v.review_id
        WHERE v.id = NEW.version_id;
    IF reviewed.status = 'published' THEN
        PERFORM 1 FROM reviews_vendorfigures WHERE vendor_id = reviewed.vendor_id FOR UPDATE;
        UPDATE vendors_item SET rating_sum = rating_sum + NEW.rating, rating_count = rating_count + 1
        WHERE id = (SELECT item_id FROM orders_orderitem WHERE id = NEW.order_item_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_item AFTER INSERT ON reviews_reviewitem FOR EACH ROW EXECUTE FUNCTION reviews_count_item();
ALTER TABLE reviews_reviewitem ENABLE ALWAYS TRIGGER count_item;
"""

COUNT_ORDERS = """
CREATE FUNCTION reviews_count_completed(of_vendor bigint, of_customer bigint, number integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    before integer;
BEGIN
    INSERT INTO reviews_vendorfigures (vendor_id) VALUES (of_vendor) ON CONFLICT (vendor_id) DO NOTHING;
    UPDATE reviews_vendorfigures SET completed = completed + number WHERE vendor_id = of_vendor;
    -- Under the lock of the figures, so that of two orders of one customer the second sees the first. Two are told from more.
    SELECT count(*) - number INTO before FROM (
        SELECT FROM orders_order WHERE vendor_id = of_vendor AND customer_id = of_customer AND status = 'completed'
        LIMIT number + 2
    ) AS completed;
    IF before < 2 THEN
        UPDATE reviews_vendorfigures SET customers = customers + (before = 0)::integer,
            repeat_customers = repeat_customers + (before + number >= 2)::integer
        WHERE vendor_id = of_vendor;
    END IF;
END $$;
REVOKE ALL ON FUNCTION reviews_count_completed(bigint, bigint, integer) FROM PUBLIC;

CREATE FUNCTION reviews_count_completion() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM reviews_count_completed(NEW.vendor_id, NEW.customer_id, 1);
    RETURN NULL;
END $$;
CREATE TRIGGER count_completion AFTER UPDATE ON orders_order FOR EACH ROW
    WHEN (NEW.status = 'completed' AND OLD.status <> 'completed') EXECUTE FUNCTION reviews_count_completion();
ALTER TABLE orders_order ENABLE ALWAYS TRIGGER count_completion;

-- Imports write orders that are over.
CREATE FUNCTION reviews_count_imported() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    written record;
BEGIN
    FOR written IN
        SELECT vendor_id, customer_id, count(*)::integer AS number FROM new_orders WHERE status = 'completed'
        GROUP BY vendor_id, customer_id ORDER BY vendor_id, customer_id
    LOOP
        PERFORM reviews_count_completed(written.vendor_id, written.customer_id, written.number);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER count_imported AFTER INSERT ON orders_order
    REFERENCING NEW TABLE AS new_orders FOR EACH STATEMENT EXECUTE FUNCTION reviews_count_imported();
ALTER TABLE orders_order ENABLE ALWAYS TRIGGER count_imported;
"""

GUARD = """
CREATE FUNCTION reviews_guard_figures() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        IF current_database() LIKE 'test\\_%' THEN
            RETURN NULL;
        END IF;
    ELSIF pg_trigger_depth() > 1 THEN  -- called by the triggers that count
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% on % is refused: figures follow from orders and reviews', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER guard BEFORE INSERT OR UPDATE OR DELETE ON reviews_vendorfigures
    FOR EACH ROW EXECUTE FUNCTION reviews_guard_figures();
CREATE TRIGGER guard_truncate BEFORE TRUNCATE ON reviews_vendorfigures
    FOR EACH STATEMENT EXECUTE FUNCTION reviews_guard_figures();
ALTER TABLE reviews_vendorfigures ENABLE ALWAYS TRIGGER guard;
ALTER TABLE reviews_vendorfigures ENABLE ALWAYS TRIGGER guard_truncate;
"""

# Before the guard: what was there.
BACKFILL = """
INSERT INTO reviews_vendorfigures (vendor_id, completed, customers, repeat_customers)
SELECT vendor_id, sum(number), count(*), count(*) FILTER (WHERE number > 1) FROM (
    SELECT vendor_id, customer_id, count(*) AS number FROM orders_order WHERE status = 'completed' GROUP BY vendor_id, customer_id
) AS by_customer GROUP BY vendor_id;
UPDATE reviews_vendorfigures f SET stars_1 = r.one, stars_2 = r.two, stars_3 = r.three, stars_4 = r.four, stars_5 = r.five,
    hidden = r.hidden, withdrawn = r.withdrawn
FROM (
    SELECT vendor_id, count(*) FILTER (WHERE status = 'published' AND rating = 1) AS one,
        count(*) FILTER (WHERE status = 'published' AND rating = 2) AS two,
        count(*) FILTER (WHERE status = 'published' AND rating = 3) AS three,
        count(*) FILTER (WHERE status = 'published' AND rating = 4) AS four,
        count(*) FILTER (WHERE status = 'published' AND rating = 5) AS five,
        count(*) FILTER (WHERE status = 'hidden') AS hidden, count(*) FILTER (WHERE status = 'withdrawn') AS withdrawn
    FROM reviews_review GROUP BY vendor_id
) r WHERE r.vendor_id = f.vendor_id;
SET CONSTRAINTS ALL IMMEDIATE;
"""

UNDO = """
DROP FUNCTION reviews_count_inserted() CASCADE;
DROP FUNCTION reviews_count_moved() CASCADE;
DROP FUNCTION reviews_count_version() CASCADE;
DROP FUNCTION reviews_count_item() CASCADE;
DROP FUNCTION reviews_count_completion() CASCADE;
DROP FUNCTION reviews_count_imported() CASCADE;
DROP FUNCTION reviews_count_completed(bigint, bigint, integer);
DROP FUNCTION reviews_count_items(bigint, integer);
DROP FUNCTION reviews_count(bigint, integer, integer, integer, integer);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0007_completed_by_customer'),
        ('reviews', '0007_items'),
        ('vendors', '0030_ratings'),
    ]

    operations = [
        migrations.CreateModel(
            name='VendorFigures',
            fields=[
                ('vendor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='figures', serialize=False, to='vendors.vendor')),
                ('completed', models.PositiveIntegerField(db_default=0)),
                ('customers', models.PositiveIntegerField(db_default=0)),
                ('repeat_customers', models.PositiveIntegerField(db_default=0)),
                ('invited', models.PositiveIntegerField(db_default=0)),
                ('stars_1', models.PositiveIntegerField(db_default=0)),
                ('stars_2', models.PositiveIntegerField(db_default=0)),
                ('stars_3', models.PositiveIntegerField(db_default=0)),
                ('stars_4', models.PositiveIntegerField(db_default=0)),
                ('stars_5', models.PositiveIntegerField(db_default=0)),
                ('hidden', models.PositiveIntegerField(db_default=0)),
                ('withdrawn', models.PositiveIntegerField(db_default=0)),
            ],
            options={
                'verbose_name_plural': 'vendor figures',
            },
        ),
        migrations.RunSQL(BACKFILL, migrations.RunSQL.noop),
        migrations.RunSQL(COUNT + COUNT_REVIEWS + COUNT_ORDERS, UNDO),
        migrations.RunSQL(GUARD, "DROP FUNCTION reviews_guard_figures() CASCADE"),
    ]
