"""Since when somebody owns a vendor: a check of the owners' identity saw those who did then, and nobody who came later."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

KEEP = """
CREATE FUNCTION vendors_keep_owner_since() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.role <> 'owner' THEN
        NEW.owner_since := NULL;
    ELSIF TG_OP = 'INSERT' OR OLD.role <> 'owner' THEN
        NEW.owner_since := clock_timestamp();
    ELSE  -- an owner stays one since when they were
        NEW.owner_since := COALESCE(OLD.owner_since, NEW.owner_since, clock_timestamp());
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER vendors_owner_since BEFORE INSERT OR UPDATE ON vendors_membership
    FOR EACH ROW EXECUTE FUNCTION vendors_keep_owner_since();
ALTER TABLE vendors_membership ENABLE ALWAYS TRIGGER vendors_owner_since;
"""
KEEP_NOTHING = """
DROP TRIGGER vendors_owner_since ON vendors_membership;
DROP FUNCTION vendors_keep_owner_since();
"""
# When roles changed was not kept in the row: who is an owner counts as one since they joined.
TELL_THE_PAST = "UPDATE vendors_membership SET owner_since = created_at WHERE role = 'owner' AND owner_since IS NULL"


class Migration(migrations.Migration):
    atomic = False  # each step commits alone, and holds its lock no longer than that

    dependencies = [("vendors", "0030_ratings")]

    operations = [
        migrations.AddField("membership", "owner_since", models.DateTimeField(editable=False, null=True)),
        migrations.RunSQL(KEEP, KEEP_NOTHING),
        migrations.RunSQL(TELL_THE_PAST, migrations.RunSQL.noop),
        AddConstraintNotValid(
            "membership",
            models.CheckConstraint(
                condition=Q(role="owner", owner_since__isnull=False) | (~Q(role="owner") & Q(owner_since__isnull=True)),
                name="membership_owner_since",
            ),
        ),
        ValidateConstraint("membership", "membership_owner_since"),
    ]
