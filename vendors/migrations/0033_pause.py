"""A vendor takes no new orders for a while. New columns that may be empty: no row is rewritten."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0032_limits'),
    ]

    operations = [
        migrations.AddField('vendor', 'paused_at', models.DateTimeField(editable=False, null=True)),
        migrations.AddField('vendor', 'paused_until', models.DateTimeField(editable=False, null=True)),
        AddConstraintNotValid(
            model_name='vendor',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ('paused_until__isnull', True),
                    models.Q(('paused_at__isnull', False), ('paused_until__gt', models.F('paused_at'))),
                    _connector='OR',
                ),
                name='vendor_pause_in_order',
            ),
        ),
        ValidateConstraint('vendor', 'vendor_pause_in_order'),
    ]
