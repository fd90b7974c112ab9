"""A browser is told for as long as the sign-in lasts in which that was turned on. Those of before have none, and stay."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0010_taken_by"), ("usersessions", "0001_initial")]
    operations = [
        migrations.AddField(
            "pushsubscription",
            "sign_in",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="usersessions.usersession"
            ),
        ),
    ]
