"""The history of badges, told to the public log. What was before is told by the scheduler's first look (vendors.badges)."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    dependencies = [("vendors", "0003_known_timezone"), ("ledger", "0002_log_rules")]

    operations = [
        migrations.CreateModel(
            name="BadgeChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("move", models.CharField(choices=[("grant", "Granted"), ("renew", "Renewed"), ("expire", "Expired"), ("withdraw", "Withdrawn")], max_length=10)),
                ("until", models.DateTimeField()),
                ("check_kind", models.CharField(blank=True, choices=[("identity", "Identity of the owner"), ("business_registration", "Business registration"), ("address", "Address"), ("phone", "Phone number")], max_length=30)),
                ("at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("vendor", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="badge_changes", to="vendors.vendor")),
            ],
            options={"indexes": [models.Index(fields=["vendor", "-id"], name="badge_change_of_vendor")]},
        ),
        refuse_rewrites("vendors_badgechange"),
    ]
