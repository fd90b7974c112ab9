import django.db.models.functions.datetime
from django.db import migrations, models

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    initial = True
    dependencies = [("common", "0001_append_only")]

    operations = [
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("rows", models.BigIntegerField()),
                ("files", models.BigIntegerField()),
                ("size_bytes", models.BigIntegerField()),
            ],
            options={"abstract": False},
        ),
        refuse_rewrites("operations_backuprun"),
    ]
