"""Tablets that a counter shares, and the PINs of those who work on them."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0034_sold_out'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffPin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pin_hash', models.CharField(max_length=128)),
                ('set_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('wrong_tries', models.PositiveSmallIntegerField(db_default=0, default=0)),
                ('locked_at', models.DateTimeField(null=True)),
                ('membership', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pin', to='vendors.membership')),
            ],
            options={
                'verbose_name': 'PIN',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('wrong_tries__lte', 5)), name='staff_pin_tries_counted'),
                    models.CheckConstraint(condition=models.Q(('wrong_tries__lt', 5), ('locked_at__isnull', False), _connector='XOR'), name='staff_pin_locked_by_tries'),
                ],
            },
        ),
        migrations.CreateModel(
            name='SharedTablet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('lock_minutes', models.PositiveSmallIntegerField()),
                ('user_agent', models.CharField(blank=True, max_length=200)),
                ('acting_until', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('acting', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='vendors.membership')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tablets', to='vendors.membership')),
            ],
            options={
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('lock_minutes__range', (1, 60))), name='shared_tablet_locks'),
                    models.CheckConstraint(condition=models.Q(('acting', None), ('acting_until__isnull', False), _connector='OR'), name='shared_tablet_acting_ends'),
                ],
            },
        ),
    ]
