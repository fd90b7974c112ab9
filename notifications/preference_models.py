"""What people chose: by which channels they hear of what, when they are not to be disturbed, and whether mails are gathered."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from accounts.models import User


class Digest(models.TextChoices):
    """How mails that can wait are gathered."""

    OFF = "off", "Each by itself"
    DAILY = "daily", "One mail a day"
    WEEKLY = "weekly", "One mail a week"


class Preference(models.Model):
    """One choice: this notice by this channel, or not. Where there is none, the notice's own default holds."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=40)  # of the notice
    channel = models.CharField(max_length=10)
    is_on = models.BooleanField()
    changed_at = models.DateTimeField(db_default=Now())  # for marketing: since when they want it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "channel"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind} by {self.channel}"


class Reading(models.Model):
    """When somebody reads. Language and zone stand with the account; who never chose has no row."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="reading")
    quiet_from = models.TimeField(null=True)  # on the clock of their zone
    quiet_until = models.TimeField(null=True)  # before `quiet_from`: the next morning
    digest = models.CharField(max_length=10, choices=Digest.choices, default=Digest.OFF)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False) & ~Q(quiet_from=F("quiet_until")),
                name="reading_quiet_from_and_until",
            ),
            models.CheckConstraint(condition=Q(digest__in=Digest.values), name="reading_digest_known"),
        ]

    def __str__(self) -> str:
        return f"reading of {self.user_id}"
