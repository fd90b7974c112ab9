"""The check-out that an order is part of: a nullable column, so that no row is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("orders", "0007_completed_by_customer")]

    operations = [
        migrations.AddField("order", "checkout", models.UUIDField(editable=False, null=True)),
    ]
