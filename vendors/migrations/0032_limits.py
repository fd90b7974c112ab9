"""How long orders may wait. New columns with a default in the database: no row is rewritten."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0031_owner_since'),
    ]

    operations = [
        migrations.AddField('vendor', 'answer_minutes', models.PositiveSmallIntegerField(db_default=30, default=30)),
        migrations.AddField('vendor', 'cancel_offer_minutes', models.PositiveSmallIntegerField(db_default=60, default=60)),
        migrations.AddField('vendor', 'pickup_hours', models.PositiveSmallIntegerField(db_default=2, default=2)),
        AddConstraintNotValid(
            model_name='vendor',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    answer_minutes__range=(5, 720),
                    cancel_offer_minutes__gt=models.F('answer_minutes'),
                    cancel_offer_minutes__range=(10, 1440),
                    pickup_hours__range=(1, 72),
                ),
                name='vendor_limits_in_order',
            ),
        ),
        ValidateConstraint('vendor', 'vendor_limits_in_order'),
    ]
