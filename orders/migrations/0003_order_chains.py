"""Each order gets a chain of the public log."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_append_only_history"), ("ledger", "0002_log_rules")]

    operations = [
        migrations.AddField(
            model_name="order",
            name="chain",
            field=models.OneToOneField(
                editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="order", to="ledger.chain"
            ),
        ),
    ]
