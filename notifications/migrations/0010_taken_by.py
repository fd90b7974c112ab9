"""Which browsers have a push is written with the message: one without a default, so that the table is not rewritten.

The version before asks for `last_topic`: what it pushes between this and its end fails, and is sent by this one.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0009_due_by_channel")]
    operations = [
        migrations.AddField("message", "taken_by", ArrayField(models.BigIntegerField(), null=True)),
        migrations.RemoveField("pushsubscription", "last_topic"),
    ]
