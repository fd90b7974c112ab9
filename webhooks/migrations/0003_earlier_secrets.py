from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0002_attempts_stay")]

    # With a default of the database: code of before writes rows without it, and goes on with the two columns that it knows.
    operations = [
        migrations.AddField("webhookendpoint", "earlier_secrets", models.JSONField(blank=True, db_default=[], default=list)),
    ]
