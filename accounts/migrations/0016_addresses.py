"""Addresses that people keep."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [("accounts", "0015_webhook_events")]

    operations = [
        migrations.CreateModel(
            "Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(blank=True, max_length=40)),
                ("line1", models.CharField(max_length=120)),
                ("line2", models.CharField(blank=True, max_length=120)),
                ("city", models.CharField(max_length=80)),
                ("region", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=16)),
                ("country", models.CharField(max_length=2)),
                ("is_default", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(db_default=Now())),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="addresses", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addresses",
                "constraints": [
                    models.UniqueConstraint(
                        fields=["user"], condition=models.Q(("is_default", True)), name="address_one_default"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(models.Q(("line1", ""), _negated=True), models.Q(("city", ""), _negated=True)),
                        name="address_says_where",
                    ),
                    models.CheckConstraint(condition=models.Q(("country__regex", "^[A-Z]{2}$")), name="address_country_known"),
                ],
                "indexes": [models.Index(fields=["user", "-created_at", "-id"], name="address_of_user")],
            },
        ),
    ]
