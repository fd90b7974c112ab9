import django.db.models.functions.datetime
from django.db import migrations, models

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    dependencies = [("common", "0001_append_only"), ("privacy", "0001_exports_and_deletions")]

    operations = [
        migrations.CreateModel(
            name="JournalName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, unique=True)),
                ("known_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"abstract": False},
        ),
        refuse_rewrites("privacy_journalname"),
    ]
