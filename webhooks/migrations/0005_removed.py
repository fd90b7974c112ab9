"""Endpoints are hidden first, and go after their log. Only then have they no secret."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("webhooks", "0004_failed_deliveries")]

    operations = [
        migrations.AddField("webhookendpoint", "removed_at", models.DateTimeField(blank=True, null=True)),
        AddConstraintNotValid(
            "webhookendpoint",
            models.CheckConstraint(
                condition=~Q(secret="") & Q(removed_at=None)
                | Q(secret="", previous_secret="", earlier_secrets=[], url="", removed_at__isnull=False),
                name="webhook_secret_until_removed",
            ),
        ),
        ValidateConstraint("webhookendpoint", "webhook_secret_until_removed"),
        migrations.RemoveConstraint("webhookendpoint", "webhook_has_secret"),
        AddIndexConcurrently(
            "webhookendpoint",
            models.Index(condition=Q(removed_at__isnull=False), fields=["removed_at"], name="webhook_removed"),
        ),
    ]
