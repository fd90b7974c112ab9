"""An index of what was given up, which is counted at every scrape; made beside a live table."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("timers", "0002_settled_stays")]
    operations = [AddIndexConcurrently("timer", models.Index(condition=Q(state="dead"), fields=["id"], name="timer_dead"))]
