"""Items have ratings of their own, and a vendor may rate pick-ups. Written by the triggers of reviews, and by the profile."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models
from django.db.models import F


class Migration(migrations.Migration):
    atomic = False  # each step commits alone: no lock of a new column lasts through the validation

    dependencies = [("vendors", "0022_special_days")]

    operations = [
        migrations.AddField("item", "rating_sum", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
        migrations.AddField("item", "rating_count", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
        migrations.AddField("vendor", "rates_pickups", models.BooleanField(db_default=False, default=False)),
        AddConstraintNotValid(
            "item",
            models.CheckConstraint(
                condition=models.Q(rating_sum__gte=F("rating_count"), rating_sum__lte=F("rating_count") * 5),
                name="item_rating_possible",
            ),
        ),
        ValidateConstraint("item", "item_rating_possible"),
    ]
