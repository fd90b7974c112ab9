"""Messages of every channel, with a lease of their own; each try with a provider; addresses that get nothing more."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import refuse_rewrites

CHANNELS = [("mail", "Mail"), ("sms", "SMS"), ("push", "Push"), ("inbox", "In the app")]
STATES = [
    ("pending", "Pending"),
    ("sent", "Sent"),
    ("failed", "Failed"),
    ("uncertain", "Uncertain"),
    ("dead", "Dead"),
    ("dropped", "Dropped"),
]
OUTCOMES = [
    ("asked", "Asked"),
    ("accepted", "Accepted"),
    ("refused", "Address refused"),
    ("failed", "Failed"),
    ("uncertain", "Uncertain"),
]
REASONS = [("bounce", "Mail came back for good"), ("complaint", "Its reader called our mail spam")]


def key():
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_message_indexes"),
        ("common", "0001_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField("message", "recipient", models.CharField(max_length=254)),
        migrations.AlterField("message", "channel", models.CharField(choices=CHANNELS, default="mail", max_length=10)),
        migrations.AlterField("message", "state", models.CharField(choices=STATES, default="pending", max_length=10)),
        migrations.AddField("message", "last_try", models.PositiveSmallIntegerField(db_default=8, default=8)),
        migrations.AddField("message", "due_at", models.DateTimeField(db_default=Now())),
        migrations.AddField(
            "message",
            "user",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="messages", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                condition=Q(user__isnull=False), fields=("event_uid", "kind", "user", "channel"), name="message_once_a_person"
            ),
        ),
        migrations.CreateModel(
            "Attempt",
            [
                ("id", key()),
                ("number", models.PositiveSmallIntegerField()),
                ("provider", models.CharField(max_length=60)),
                ("outcome", models.CharField(choices=OUTCOMES, max_length=10)),
                ("provider_id", models.CharField(blank=True, max_length=200)),
                ("answer", models.CharField(blank=True, max_length=500)),
                ("at", models.DateTimeField(db_default=Now())),
                (
                    "message",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="tries", to="notifications.message"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(outcome="asked"), fields=("message", "number", "provider"), name="attempt_asked_once"
                    )
                ],
                "indexes": [
                    models.Index(condition=~Q(provider_id=""), fields=["provider_id"], name="attempt_by_provider_id"),
                    models.Index(fields=["at"], name="attempt_at"),
                ],
            },
        ),
        refuse_rewrites("notifications_attempt", operations="UPDATE"),
        migrations.CreateModel(
            "BlockedAddress",
            [
                ("id", key()),
                ("channel", models.CharField(choices=CHANNELS, default="mail", max_length=10)),
                ("address", models.CharField(max_length=254)),
                ("reason", models.CharField(choices=REASONS, max_length=10)),
                ("words", models.CharField(blank=True, max_length=500)),
                ("blocked_at", models.DateTimeField(db_default=Now())),
            ],
            options={
                "verbose_name_plural": "blocked addresses",
                "constraints": [models.UniqueConstraint(fields=("channel", "address"), name="blocked_address_once")],
            },
        ),
    ]
