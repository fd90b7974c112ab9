"""The trigger function of every append-only table."""

from django.db import migrations

from common.append_only import create_function


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []
    operations = [create_function()]
