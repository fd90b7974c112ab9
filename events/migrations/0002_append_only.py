"""Rows that only grow."""

from django.db import migrations

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    dependencies = [("events", "0001_outbox"), ("common", "0001_append_only")]
    operations = [refuse_rewrites("events_event")]
