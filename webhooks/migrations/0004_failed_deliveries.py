from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("webhooks", "0003_earlier_secrets")]

    # What was given up is looked at in the admin, among the deliveries of thirty days.
    operations = [
        AddIndexConcurrently(
            "webhookdelivery",
            models.Index(condition=models.Q(("state", "failed")), fields=["id"], name="webhook_delivery_failed"),
        ),
    ]
