"""What people are told inside the product, and the browsers they are told on: new tables."""

import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0007_preferences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InboxPush',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=254)),
                ('device', models.CharField(max_length=100)),
                ('title', models.CharField(max_length=200)),
                ('body', models.CharField(blank=True, max_length=500)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('topic', models.CharField(max_length=32)),
                ('sent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name': 'inbox push',
                'verbose_name_plural': 'inbox pushes',
                'ordering': ['-id'],
                'constraints': [models.UniqueConstraint(fields=('to', 'device', 'topic'), name='inbox_push_replaces')],
            },
        ),
        migrations.CreateModel(
            name='InboxItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event_uid', models.UUIDField()),
                ('kind', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('body', models.CharField(blank=True, max_length=500)),
                ('url', models.CharField(blank=True, max_length=300)),
                ('order_uid', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('read_at', models.DateTimeField(null=True)),
                ('changed_at', models.GeneratedField(db_persist=True, expression=django.db.models.functions.comparison.Coalesce('read_at', 'created_at'), output_field=models.DateTimeField())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inbox_items', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='inbox_of_user'), models.Index(condition=models.Q(('read_at__isnull', True)), fields=['user', '-id'], name='inbox_unread'), models.Index(condition=models.Q(('order_uid', ''), _negated=True), fields=['order_uid', 'user', '-id'], name='inbox_of_order'), models.Index(fields=['changed_at'], name='inbox_changed')],
                'constraints': [models.UniqueConstraint(fields=('user', 'event_uid', 'kind'), name='inbox_item_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='inbox_item_has_title'), models.CheckConstraint(condition=models.Q(('url', ''), ('url__regex', '^/([^/\\\\]|$)'), _connector='OR'), name='inbox_item_stays_on_site'), models.CheckConstraint(condition=models.Q(('read_at__isnull', True), ('read_at__gte', models.F('created_at')), _connector='OR'), name='inbox_item_read_after_it_came')],
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('endpoint', models.CharField(max_length=500, unique=True)),
                ('p256dh', models.CharField(max_length=100)),
                ('auth', models.CharField(max_length=40)),
                ('device', models.CharField(max_length=100)),
                ('last_topic', models.CharField(blank=True, max_length=32)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='push_subscriptions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='push_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('endpoint', ''), _negated=True), models.Q(('p256dh', ''), _negated=True), models.Q(('auth', ''), _negated=True)), name='push_subscription_can_be_written_to')],
            },
        ),
    ]
