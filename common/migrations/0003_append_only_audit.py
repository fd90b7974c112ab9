"""Rows that only grow."""

from django.db import migrations

from common.append_only import refuse_rewrites


class Migration(migrations.Migration):
    dependencies = [("common", "0002_idempotency_and_audit"), ("common", "0001_append_only")]
    operations = [refuse_rewrites("common_auditentry")]
