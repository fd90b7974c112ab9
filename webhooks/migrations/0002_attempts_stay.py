from django.db import migrations

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    dependencies = [("webhooks", "0001_endpoints"), ("events", "0002_append_only")]

    # What was tried is never changed; it is deleted with its delivery, after 30 days.
    operations = [refuse_rewrites("webhooks_webhookattempt", operations="UPDATE")]
