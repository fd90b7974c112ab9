
import django.db.models.deletion
import django.db.models.functions.datetime
import privacy.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deletion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('scheduled', 'Scheduled'), ('cancelled', 'Called off'), ('closed', 'Closed, about to be erased'), ('done', 'Done')], default='scheduled', max_length=10)),
                ('by_letter', models.CharField(blank=True, max_length=200)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('due_at', models.DateTimeField()),
                ('try_at', models.DateTimeField()),
                ('blocked_by', models.CharField(blank=True, max_length=100)),
                ('farewells', models.PositiveSmallIntegerField(default=0)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('done_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deletions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='deletion_of_user'), models.Index(condition=models.Q(('state__in', ['scheduled', 'closed'])), fields=['try_at'], name='deletion_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['scheduled', 'closed'])), fields=('user',), name='deletion_one_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'cancelled', 'closed', 'done'])), name='deletion_state_known'), models.CheckConstraint(condition=models.Q(('state', 'cancelled'), ('cancelled_at__isnull', True), _connector='XOR'), name='deletion_cancelled_has_time'), models.CheckConstraint(condition=models.Q(('state', 'done'), ('done_at__isnull', True), _connector='XOR'), name='deletion_done_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.CharField(default=privacy.models.new_uid, editable=False, max_length=22, unique=True)),
                ('state', models.CharField(choices=[('pending', 'Being made'), ('ready', 'Ready'), ('failed', 'Failed'), ('expired', 'Expired')], default='pending', max_length=10)),
                ('file_key', models.CharField(default=privacy.models.new_file_key, editable=False, max_length=43)),
                ('parts', models.PositiveIntegerField(default=0)),
                ('last_order', models.BigIntegerField(default=0)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('size', models.BigIntegerField(default=0)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ready_at', models.DateTimeField(null=True)),
                ('expires_at', models.DateTimeField(null=True)),
                ('is_file_gone', models.BooleanField(default=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='exports', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-id'], name='export_of_user'), models.Index(condition=models.Q(('state', 'pending')), fields=['updated_at'], name='export_pending'), models.Index(condition=models.Q(('state', 'ready')), fields=['expires_at'], name='export_to_expire'), models.Index(condition=models.Q(('is_file_gone', False), ('state__in', ['expired', 'failed'])), fields=['id'], name='export_to_clear')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'pending')), fields=('user',), name='export_one_at_a_time'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'ready', 'failed', 'expired'])), name='export_state_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('expires_at__isnull', False), ('ready_at__isnull', False)), _connector='OR'), name='export_ready_has_times')],
            },
        ),
    ]
