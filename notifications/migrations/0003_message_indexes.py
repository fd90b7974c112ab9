"""Indexes for a person's export and deletion, and for pruning; made beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0002_inbox_sms")]
    operations = [
        AddIndexConcurrently("message", models.Index(fields=["recipient"], name="message_to")),
        AddIndexConcurrently("message", models.Index(fields=["created_at"], name="message_age")),
    ]
