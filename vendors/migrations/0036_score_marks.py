"""Who stands at which rank by score, for searches by a word of many."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('vendors', '0035_shared_tablets'),
    ]

    operations = [
        migrations.CreateModel(
            name='ScoreMark',
            fields=[
                ('rank', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('score', models.FloatField()),
                ('vendor', models.BigIntegerField()),
                ('vendors', models.PositiveIntegerField()),
            ],
        ),
    ]
