"""Events say the version of their type; those from before are of the first."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("events", "0003_prune_done_deliveries")]
    operations = [
        migrations.AddField("event", "version", models.PositiveSmallIntegerField(db_default=1, default=1)),
    ]
