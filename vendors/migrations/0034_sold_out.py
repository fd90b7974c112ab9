"""Sold out today. A new column that may be empty: no row is rewritten."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0033_pause'),
    ]

    operations = [
        migrations.AddField('item', 'sold_out_until', models.DateTimeField(editable=False, null=True)),
    ]
