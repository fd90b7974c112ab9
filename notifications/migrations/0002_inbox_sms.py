import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notifications', '0001_messages'),
    ]

    operations = [
        migrations.CreateModel(
            name='InboxSms',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('to', models.CharField(max_length=20)),
                ('text', models.CharField(max_length=1600)),
                ('sent_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'verbose_name': 'inbox SMS',
                'verbose_name_plural': 'inbox SMS',
                'ordering': ['-id'],
            },
        ),
    ]
