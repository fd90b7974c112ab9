import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0006_remembered_devices'),
    ]

    operations = [
        migrations.CreateModel(
            name='EmailChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('old_email', models.EmailField(max_length=254)),
                ('new_email', models.EmailField(max_length=254)),
                ('old_code_hash', models.CharField(max_length=64)),
                ('new_code_hash', models.CharField(blank=True, max_length=64)),
                ('old_confirmed_at', models.DateTimeField(null=True)),
                ('new_confirmed_at', models.DateTimeField(null=True)),
                ('wrong_codes', models.PositiveSmallIntegerField(default=0)),
                ('cancel_key_hash', models.CharField(max_length=64, unique=True)),
                ('asked_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('expires_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='email_changes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('user',), name='email_change_one_pending')],
            },
        ),
    ]
