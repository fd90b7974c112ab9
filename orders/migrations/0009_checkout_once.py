"""A check-out has at most one order with each vendor."""

from django.db import migrations, models
from django.db.models import Q

CREATE = """
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS order_checkout_once ON orders_order (customer_id, checkout, vendor_id)
WHERE checkout IS NOT NULL
"""


class Migration(migrations.Migration):
    atomic = False  # the index is built beside the traffic

    dependencies = [("orders", "0008_checkout")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(CREATE, "DROP INDEX CONCURRENTLY IF EXISTS order_checkout_once"),
            ],
            state_operations=[
                migrations.AddConstraint(
                    "order",
                    models.UniqueConstraint(
                        fields=["customer", "checkout", "vendor"], condition=Q(checkout__isnull=False), name="order_checkout_once"
                    ),
                ),
            ],
        ),
    ]
