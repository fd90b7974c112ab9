"""The language and time zone that somebody is written to in."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    # Each step commits alone: new columns carry a default of the database, so old code goes on; the constraint is validated
    # under a weak lock.
    atomic = False

    dependencies = [("accounts", "0013_phone_codes_of_vendors")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="language",
            field=models.CharField(
                choices=[("en", "English"), ("de", "Deutsch"), ("ar", "العربية")], db_default="en", default="en", max_length=8
            ),
        ),
        migrations.AddField(
            model_name="user",
            name="timezone",
            field=models.CharField(blank=True, db_default="", default="", max_length=64),
        ),
        AddConstraintNotValid(
            model_name="user",
            constraint=models.CheckConstraint(condition=models.Q(language__in=["en", "de", "ar"]), name="user_language_known"),
        ),
        ValidateConstraint(model_name="user", name="user_language_known"),
    ]
