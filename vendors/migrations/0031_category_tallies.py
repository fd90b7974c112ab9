"""How many vendors a category lists, without counting them: each change leaves its difference, and waits for nobody."""

import django.db.models.deletion
from django.db import migrations, models

TRIGGERS = """
CREATE FUNCTION tally_new_vendors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO vendors_categorytally (category_id, vendors)
        SELECT category_id, count(*) FROM rows WHERE NOT is_suspended GROUP BY category_id;
    RETURN NULL;
END $$;
CREATE FUNCTION tally_gone_vendors() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO vendors_categorytally (category_id, vendors)
        SELECT category_id, -count(*) FROM rows WHERE NOT is_suspended GROUP BY category_id;
    RETURN NULL;
END $$;
CREATE FUNCTION tally_changed_vendor() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    INSERT INTO vendors_categorytally (category_id, vendors)
        SELECT category_id, vendors FROM (VALUES
            (OLD.category_id, -(NOT OLD.is_suspended)::int), (NEW.category_id, (NOT NEW.is_suspended)::int)
        ) AS changes (category_id, vendors) WHERE vendors <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_new AFTER INSERT ON vendors_vendor
    REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION tally_new_vendors();
CREATE TRIGGER tally_gone AFTER DELETE ON vendors_vendor
    REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION tally_gone_vendors();
CREATE TRIGGER tally_changed AFTER UPDATE OF category_id, is_suspended ON vendors_vendor FOR EACH ROW
    WHEN (OLD.category_id <> NEW.category_id OR OLD.is_suspended <> NEW.is_suspended) EXECUTE FUNCTION tally_changed_vendor();
INSERT INTO vendors_categorytally (category_id, vendors)
    SELECT category_id, count(*) FROM vendors_vendor WHERE NOT is_suspended GROUP BY category_id;
"""
UNDO = """
DROP FUNCTION tally_new_vendors() CASCADE;
DROP FUNCTION tally_gone_vendors() CASCADE;
DROP FUNCTION tally_changed_vendor() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("vendors", "0030_ratings")]

    operations = [
        migrations.CreateModel(
            name="CategoryTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("vendors", models.IntegerField()),
                (
                    "category",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tallies", to="vendors.category"),
                ),
            ],
            options={"verbose_name_plural": "category tallies"},
        ),
        migrations.RunSQL(TRIGGERS, UNDO),
    ]
