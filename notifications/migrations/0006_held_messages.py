"""Messages that are held for a digest."""

from django.contrib.postgres.operations import AddConstraintNotValid, AddIndexConcurrently, ValidateConstraint
from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("pending", "Pending"),
    ("sent", "Sent"),
    ("failed", "Failed"),
    ("uncertain", "Uncertain"),
    ("dead", "Dead"),
    ("held", "Held"),
    ("gathered", "Gathered"),
    ("dropped", "Dropped"),
]
GATHERED = Q(state="gathered") ^ Q(digest__isnull=True)
HELD = ~Q(state="held") | Q(user__isnull=False)


class Migration(migrations.Migration):
    # Each step commits alone: a new column without a default, constraints validated under a weak lock, indexes made beside.
    atomic = False
    dependencies = [("notifications", "0005_message_queue_indexes")]
    operations = [
        migrations.AlterField("message", "state", models.CharField(choices=STATES, default="pending", max_length=10)),
        migrations.AddField("message", "digest", models.UUIDField(null=True)),
        AddConstraintNotValid("message", models.CheckConstraint(condition=GATHERED, name="message_gathered_has_digest")),
        ValidateConstraint("message", "message_gathered_has_digest"),
        AddConstraintNotValid("message", models.CheckConstraint(condition=HELD, name="message_held_for_somebody")),
        ValidateConstraint("message", "message_held_for_somebody"),
        AddIndexConcurrently("message", models.Index(condition=Q(state="held"), fields=["due_at"], name="message_held")),
        AddIndexConcurrently("message", models.Index(condition=Q(state="held"), fields=["user"], name="message_held_for")),
        AddIndexConcurrently(
            "message", models.Index(condition=Q(digest__isnull=False), fields=["digest"], name="message_in_digest")
        ),
    ]
