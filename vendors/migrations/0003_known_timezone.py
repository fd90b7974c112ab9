"""A vendor's time zone is one that PostgreSQL knows, since "open now" is computed there.

The cast raises on an unknown name, so the insert is refused (22023) rather than every later list that meets the row.
"""

from django.db import migrations

ADD = """ALTER TABLE vendors_vendor ADD CONSTRAINT vendor_timezone_known
    CHECK ((timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE timezone) IS NOT NULL)"""


class Migration(migrations.Migration):
    dependencies = [("vendors", "0002_verification")]
    operations = [migrations.RunSQL(ADD, "ALTER TABLE vendors_vendor DROP CONSTRAINT vendor_timezone_known")]
