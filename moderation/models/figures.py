"""What the transparency page counts, month by month, and what the log says of removed reviews."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


class Measure(models.TextChoices):
    """What can be counted. The values are part of the public answer."""

    REPORTS = "reports", "Reports by readers"
    POINTED_AT = "pointed_at", "Reviews that a rule pointed at"
    DRAWN = "drawn", "Reviews drawn for a check"
    ACTIONS = "actions", "Decisions"
    CASES_DECIDED = "cases_decided", "Cases decided"
    MINUTES_TO_DECIDE = "minutes_to_decide", "Median minutes until a case is decided"
    APPEALS = "appeals", "Appeals"
    APPEALS_DECIDED = "appeals_decided", "Appeals decided"


class MonthlyFigure(models.Model):
    """One number of one month. The current and the last month are counted again every ten minutes; older ones stay."""

    month = models.DateField()  # its first day, UTC
    measure = models.CharField(max_length=20, choices=Measure.choices)
    kind = models.CharField(max_length=30, blank=True)  # of a decision, the rule, the outcome
    reason = models.CharField(max_length=30, blank=True)
    value = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "measure", "kind", "reason"], name="figure_once"),  # and the look-up
            models.CheckConstraint(condition=Q(month__day=1), name="figure_of_a_month"),
            models.CheckConstraint(condition=Q(measure__in=Measure.values), name="figure_measure_known"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.measure}: {self.value}"


class TombstoneCount(models.Model):
    """How many reviews the public log says were removed by moderators, counted up to a signed tree size."""

    tree_size = models.BigIntegerField(primary_key=True)
    removed = models.PositiveIntegerField()  # tombstones
    published_again = models.PositiveIntegerField()  # of these, followed by a new publication
    counted_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.removed} tombstones at {self.tree_size}"
