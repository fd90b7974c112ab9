"""What waits for a moderator, and why it was put there."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from reviews.models import ModerationAction, Review, ReviewReport, Subject

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

TOP_PRIORITY = 100


class CaseState(models.TextChoices):
    """How far a case has come."""

    OPEN = "open", "Waiting"
    CLAIMED = "claimed", "Being looked at"
    DECIDED = "decided", "Decided"


class CaseQuerySet(models.QuerySet["Case"]):
    """Steps for cases."""

    def undecided(self) -> "CaseQuerySet":
        """Keep what is still to be decided."""
        return self.exclude(state=CaseState.DECIDED)

    def by_urgency(self) -> "CaseQuerySet":
        """Put the most urgent first, of equals the oldest."""
        return self.order_by("-priority", "opened_at", "pk")

    def with_review(self) -> "CaseQuerySet":
        """Load review, vendor and author in the same query."""
        return self.select_related("review__vendor", "review__author", "claimed_by")


class Case(models.Model):
    """One review, or the answer under one, that somebody has to look at; what speaks of it meanwhile joins as a further source.

    The database refuses a second undecided case about the same, and any change of a decided one (migration 0002).
    """

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="cases")
    about = models.CharField(max_length=10, choices=Subject.choices, default=Subject.REVIEW, db_default=Subject.REVIEW)
    state = models.CharField(max_length=10, choices=CaseState.choices, default=CaseState.OPEN)
    priority = models.PositiveSmallIntegerField()  # the highest of its sources'
    opened_at = models.DateTimeField(db_default=Now())
    claimed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    action = models.OneToOneField(ModerationAction, on_delete=models.PROTECT, null=True, related_name="case")  # what came of it

    objects: ClassVar[CaseQuerySet] = CaseQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        sources: RelatedManager["CaseSource"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "about"], condition=~Q(state="decided"), name="case_one_undecided"),
            models.CheckConstraint(condition=Q(about__in=Subject.values), name="case_about_known"),
            models.CheckConstraint(condition=Q(state__in=CaseState.values), name="case_state_known"),
            models.CheckConstraint(condition=Q(priority__lte=TOP_PRIORITY), name="case_priority_range"),
            models.CheckConstraint(
                condition=Q(claimed_by=None, claimed_at=None) & ~Q(state="claimed")
                | Q(claimed_by__isnull=False, claimed_at__isnull=False) & ~Q(state="open"),
                name="case_claimed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="decided", decided_at__isnull=False, action__isnull=False)
                | ~Q(state="decided") & Q(decided_at=None, action=None),
                name="case_decided_by_an_act",
            ),
        ]
        indexes = [
            # The queue, and who takes the next one.
            models.Index(fields=["-priority", "opened_at", "id"], condition=~Q(state="decided"), name="case_queue"),
            models.Index(fields=["decided_at"], condition=Q(state="decided"), name="case_decided_by_time"),  # a month's figures
        ]

    def __str__(self) -> str:
        return f"case {self.pk} about review {self.review_id}"


class SourceKind(models.TextChoices):
    """How a review came to be looked at. The values are told to its author."""

    REPORT = "report", "A reader reported it"
    RULE = "rule", "A rule pointed at it"
    SAMPLING = "sampling", "It was drawn for a check"
    MODERATOR = "moderator", "A moderator chose to look"
    APPEAL = "appeal", "Its author appealed"


class CaseSource(AppendOnlyModel):
    """One reason to look: who or which rule, in which version, and what it went by. Never an act by itself."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="sources")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")  # the case's, for the rule below
    kind = models.CharField(max_length=10, choices=SourceKind.choices)
    report = models.OneToOneField(ReviewReport, on_delete=models.PROTECT, null=True, related_name="source")
    appeal = models.OneToOneField("moderation.Appeal", on_delete=models.PROTECT, null=True, related_name="source")
    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.CharField(max_length=30, blank=True)
    rule_version = models.PositiveSmallIntegerField(default=0)
    review_version = models.PositiveIntegerField(default=1)  # of the words: the review's, or the answer's
    inputs = models.JSONField(default=dict)  # what the rule went by; places in the text, never the words themselves
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="report", report__isnull=False, appeal=None, moderator=None, rule="")
                | Q(kind="appeal", report=None, appeal__isnull=False, moderator=None, rule="")
                | Q(kind="moderator", report=None, appeal=None, moderator__isnull=False, rule="")
                | Q(kind__in=["rule", "sampling"], report=None, appeal=None, moderator=None) & ~Q(rule=""),
                name="case_source_of_its_kind",
            ),
            # The same words are pointed at once by a version of a rule, however often it runs.
            models.UniqueConstraint(
                fields=["review", "rule", "rule_version", "review_version"], condition=~Q(rule=""), name="case_source_once"
            ),
        ]
        indexes = [models.Index(fields=["recorded_at"], name="case_source_by_time")]  # a month's figures

    def __str__(self) -> str:
        return f"{self.rule} {self.rule_version}" if self.rule else self.get_kind_display()
