"""Messages are taken by channel; the new index is made beside a live table, before the old one goes."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("notifications", "0008_inbox")]
    operations = [
        AddIndexConcurrently(
            "message",
            models.Index(
                condition=Q(state__in=["pending", "failed"]), fields=["channel", "due_at"], name="message_due_by_channel"
            ),
        ),
        RemoveIndexConcurrently("message", "message_due"),
    ]
