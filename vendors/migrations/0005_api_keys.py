"""Keys of vendors, for calls from server to server."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0004_badge_history'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('prefix', models.CharField(max_length=10, unique=True)),
                ('secret_hash', models.CharField(max_length=64)),
                ('previous_hash', models.CharField(blank=True, max_length=64)),
                ('previous_until', models.DateTimeField(blank=True, null=True)),
                ('scopes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_at', models.DateTimeField(blank=True, null=True)),
                ('last_used_network', models.CharField(blank=True, max_length=49)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('vendor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_keys', to='vendors.vendor')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
                'indexes': [models.Index(fields=['vendor', '-created_at', '-id'], name='api_key_of_vendor')],
                'constraints': [models.CheckConstraint(condition=models.Q(('scopes__len__gt', 0)), name='api_key_has_scopes'), models.CheckConstraint(condition=models.Q(models.Q(('previous_hash', ''), ('previous_until', None)), models.Q(models.Q(('previous_hash', ''), _negated=True), ('previous_until__isnull', False)), _connector='OR'), name='api_key_previous_whole'), models.CheckConstraint(condition=models.Q(('revoked_by', None), ('revoked_at__isnull', False), _connector='OR'), name='api_key_revoked_whole')],
            },
        ),
    ]
