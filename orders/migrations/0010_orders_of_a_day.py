"""How many orders a day brought the platform. A few kilobytes for millions of rows; built without locking writers out."""

import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('orders', '0009_checkout_once'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='order',
            index=django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['placed_at'], name='order_by_day'),
        ),
    ]
