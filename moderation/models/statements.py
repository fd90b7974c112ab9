"""What the author is told of a decision, and the appeal against it."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone

from accounts.models import User
from moderation.models.cases import CaseSource, SourceKind
from reviews.models import ModerationAction

MAX_FACTS, MAX_APPEAL = 1000, 2000


class StatementQuerySet(models.QuerySet["Statement"]):
    """Steps for statements."""

    def of(self, user: User) -> "StatementQuerySet":
        """Keep those that were made to `user`."""
        return self.filter(recipient=user)

    def with_decision(self) -> "StatementQuerySet":
        """Load the act, its review with vendor and order, and the appeal in the same query."""
        return self.select_related("action__review__vendor", "action__review__order", "appeal__action")


class Statement(models.Model):
    """A statement of reasons: what was decided about somebody's review, why, on which facts, and what they can do about it.

    The database keeps it: nothing changes but that the facts can be blanked with the account (migration 0002).
    """

    action = models.OneToOneField(ModerationAction, on_delete=models.PROTECT, related_name="statement")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    facts = models.CharField(max_length=MAX_FACTS, blank=True)  # in the moderator's words; blanked with the account
    found_by = models.CharField(max_length=10, choices=SourceKind.choices)
    rule = models.CharField(max_length=30, blank=True)  # that pointed at it, where one did
    is_automated = models.BooleanField(default=False)  # whether no person decided
    appeal_until = models.DateTimeField(null=True)  # none: this decision is in the author's favour, or ends an appeal
    created_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[StatementQuerySet] = StatementQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(is_automated=False), name="statement_decided_by_a_person"),
            models.CheckConstraint(condition=Q(found_by__in=SourceKind.values), name="statement_found_by_known"),
        ]
        indexes = [models.Index(fields=["recipient", "-created_at", "-id"], name="statement_of_recipient")]  # the author's list

    def __str__(self) -> str:
        return f"statement {self.pk} on review {self.action.review_id}"

    @property
    def is_open(self) -> bool:
        """Whether an appeal can still come."""
        return self.appeal_until is not None and self.appeal_until > timezone.now()


class Outcome(models.TextChoices):
    """How an appeal ended."""

    UPHELD = "upheld", "The decision stands"
    REVERSED = "reversed", "The decision was taken back"


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Steps for appeals."""

    def waiting(self) -> "AppealQuerySet":
        """Keep what nobody has decided yet."""
        return self.filter(outcome="")

    def with_decision(self) -> "AppealQuerySet":
        """Load the decision that each is against in the same query."""
        return self.select_related("statement__action__moderator")


class Appeal(models.Model):
    """The author's objection to one decision, once; decided by somebody else than who made it.

    The database refuses an appeal after its time, a decision by who made the first one or who appeals, and any change of what
    is decided (migration 0002).
    """

    statement = models.OneToOneField(Statement, on_delete=models.PROTECT, related_name="appeal")
    words = models.TextField(max_length=MAX_APPEAL)  # blanked with the account
    created_at = models.DateTimeField(db_default=Now())
    outcome = models.CharField(max_length=10, choices=Outcome.choices, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    action = models.OneToOneField(ModerationAction, on_delete=models.PROTECT, null=True, related_name="decided_appeal")

    objects: ClassVar[AppealQuerySet] = AppealQuerySet.as_manager()  # type: ignore[assignment]  # a manager with its steps

    if TYPE_CHECKING:
        statement_id: int
        source: CaseSource

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None, action=None)
                | Q(outcome__in=Outcome.values, decided_by__isnull=False, decided_at__isnull=False, action__isnull=False),
                name="appeal_decided_whole",
            ),
            models.CheckConstraint(condition=LessThanOrEqual(Length("words"), MAX_APPEAL), name="appeal_words_length"),
        ]
        indexes = [
            models.Index(fields=["created_at"], name="appeal_by_time"),  # a month's figures
            models.Index(fields=["decided_at"], name="appeal_decided_by_time"),
        ]

    def __str__(self) -> str:
        return f"appeal against statement {self.statement_id}"
