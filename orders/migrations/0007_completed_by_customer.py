"""Whether a customer came back to a vendor: asked once for each completed order (reviews/migrations/0008_figures.py)."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the index is built beside the traffic

    dependencies = [("orders", "0006_erasure")]

    operations = [
        AddIndexConcurrently(
            "order",
            models.Index(
                fields=["vendor", "customer"], condition=models.Q(("status", "completed")), name="order_completed_by_customer"
            ),
        ),
    ]
