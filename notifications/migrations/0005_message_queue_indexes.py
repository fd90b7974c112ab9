"""Indexes of what is due and of what is stuck; made beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0004_messages_by_channel")]
    operations = [
        AddIndexConcurrently(
            "message", models.Index(condition=Q(state__in=["pending", "failed"]), fields=["due_at"], name="message_due")
        ),
        AddIndexConcurrently(
            "message", models.Index(condition=Q(state__in=["dead", "uncertain"]), fields=["state", "id"], name="message_stuck")
        ),
    ]
