"""What a sign-in of an API client was given for; all that there are were given for everything."""

import accounts.models
import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_security_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='tokenfamily',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), db_default=['*'], default=accounts.models._everything, size=None),
        ),
    ]
