"""Codes that show that a business's number is theirs."""

from django.contrib.postgres.operations import AddConstraintNotValid, ValidateConstraint
from django.db import migrations, models


class Migration(migrations.Migration):
    # Each step commits alone: the new constraint is added without a look at old rows, then validated under a weak lock.
    atomic = False

    dependencies = [("accounts", "0012_erase_security_details")]

    operations = [
        migrations.AlterField(
            model_name="phonecode",
            name="purpose",
            field=models.CharField(
                choices=[("verify", "Show that a number is theirs"), ("sign_in", "Second factor of a sign-in"), ("vendor", "Show that a business's number is theirs")],
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(model_name="phonecode", name="phone_code_purpose_known"),
        AddConstraintNotValid(
            model_name="phonecode",
            constraint=models.CheckConstraint(condition=models.Q(purpose__in=["verify", "sign_in", "vendor"]), name="phone_code_purpose_known"),
        ),
        ValidateConstraint(model_name="phonecode", name="phone_code_purpose_known"),
    ]
