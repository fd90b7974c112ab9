"""Who reads an order's mails without being its account stops them: a new table."""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0012_browsers_of_nobody")]
    operations = [
        migrations.CreateModel(
            name="StoppedContact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order_uid", models.CharField(max_length=22, unique=True)),
                ("stopped_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"indexes": [models.Index(fields=["stopped_at"], name="stopped_contact_at")]},
        ),
    ]
