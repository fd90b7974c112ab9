"""What is to happen, when, and who sees to it that it does."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class TimerState(models.TextChoices):
    """Where a timer is."""

    PLANNED = "planned"
    FIRED = "fired"
    CANCELLED = "cancelled"
    DEAD = "dead"  # its handler failed each time; a person looks


class Timer(models.Model):
    """The promise that something happens at `due_at`, once. `try_at` is also the lease: a taken timer is tried again later."""

    kind = models.CharField(max_length=60)  # names the handler (timers.registry): never rename one
    subject = models.CharField(max_length=60)  # public id of what it is about, for instance an order's uid
    payload = models.JSONField(default=dict)  # ids and words of the domain, no personal data
    state = models.CharField(max_length=10, choices=TimerState.choices, default=TimerState.PLANNED)
    due_at = models.DateTimeField()  # as people were told
    try_at = models.DateTimeField()  # when a worker may take it: at first due_at
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    planned_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True)  # when it fired or was cancelled

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TimerState.values), name="timer_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=("fired", "cancelled"), settled_at__isnull=False)
                | ~Q(state__in=("fired", "cancelled")) & Q(settled_at__isnull=True),
                name="timer_settled_whole",
            ),
            # Also finds the open timers of a subject: cancel, move.
            models.UniqueConstraint(fields=["subject", "kind"], condition=Q(state="planned"), name="timer_open_once"),
        ]
        indexes = [
            models.Index(fields=["try_at"], condition=Q(state="planned"), name="timer_due"),  # fire_due, oldest_overdue
            models.Index(fields=["subject"], condition=~Q(state="cancelled"), name="timer_of_subject"),  # shown_for, cancel
            models.Index(fields=["settled_at"], condition=Q(state__in=("fired", "cancelled")), name="timer_settled"),  # pruning
            models.Index(fields=["id"], condition=Q(state="dead"), name="timer_dead"),  # counting them; admin
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Lead(models.Model):
    """Which scheduler leads: whoever renewed this row last, until `expires_at`. All times are the database's."""

    name = models.CharField(max_length=20, primary_key=True)
    holder = models.CharField(max_length=80)
    since = models.DateTimeField(db_default=Now())
    renewed_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "leading scheduler"

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class Tick(models.Model):
    """When an entry of the schedule was sent last, and by whom: what the next leader goes on from."""

    entry = models.CharField(max_length=80, primary_key=True)
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=80)
    count = models.PositiveBigIntegerField(default=1)

    class Meta:
        verbose_name = "last tick"

    def __str__(self) -> str:
        return self.entry
