"""What people chose: switches, quiet hours, digest."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Now

DIGESTS = [("off", "Each by itself"), ("daily", "One mail a day"), ("weekly", "One mail a week")]
QUIET = Q(quiet_from=None, quiet_until=None) | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(
    quiet_from=F("quiet_until")
)


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0006_held_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_until", models.TimeField(null=True)),
                ("digest", models.CharField(choices=DIGESTS, default="off", max_length=10)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=QUIET, name="reading_quiet_from_and_until"),
                    models.CheckConstraint(condition=Q(digest__in=["off", "daily", "weekly"]), name="reading_digest_known"),
                ]
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=40)),
                ("channel", models.CharField(max_length=10)),
                ("is_on", models.BooleanField()),
                ("changed_at", models.DateTimeField(db_default=Now())),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="preferences", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]},
        ),
    ]
