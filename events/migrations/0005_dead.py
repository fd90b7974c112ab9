"""An index of what was given up, which is counted at every scrape; made beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("events", "0004_event_version")]
    operations = [AddIndexConcurrently("delivery", models.Index(condition=Q(state="dead"), fields=["id"], name="delivery_dead"))]
