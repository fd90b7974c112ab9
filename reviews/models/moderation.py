"""What readers report, and what moderators did about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from common.append_only import AppendOnlyModel
from reviews.models.review import Review

MAX_REASON = 500


class ReportReason(models.TextChoices):
    """Why a reader thinks that a review should be looked at."""

    ABUSIVE = "abusive", "Abusive or hateful"
    PERSONAL_DATA = "personal_data", "Gives away personal data"
    SPAM = "spam", "Advertising or spam"
    NOT_ABOUT_THE_ORDER = "not_about_the_order", "Not about the order"
    CONFLICT_OF_INTEREST = "conflict_of_interest", "Written by or paid by somebody with an interest"
    OTHER = "other", "Something else"


class Subject(models.TextChoices):
    """What a report, a case or an act is about. The values stand in rows: never rename one."""

    REVIEW = "review", "The review"
    RESPONSE = "response", "The business's answer"


class ReviewReport(models.Model):
    """One reader's request to look at a review, or at the answer under it. Nothing is hidden by it: a person decides."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=10, choices=Subject.choices, default=Subject.REVIEW, db_default=Subject.REVIEW)
    reason = models.CharField(max_length=30, choices=ReportReason.choices)
    detail = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["review", "reporter", "about"], name="report_once_per_reader"),
            models.CheckConstraint(condition=Q(about__in=Subject.values), name="report_about_known"),
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="report_reason_known"),
        ]
        indexes = [models.Index(fields=["created_at"], name="report_by_time")]  # what the figures of a month count

    def __str__(self) -> str:
        return f"{self.get_reason_display()} (review {self.review_id})"


class ModerationKind(models.TextChoices):
    """What a moderator can do about a review. The values stand in the log: never rename one."""

    HIDE = "hide", "Hidden"
    RESTORE = "restore", "Restored"
    REDACT = "redact", "Words taken out"
    PUT_BACK = "put_back", "Words put back"
    WARN = "warn", "Author warned"
    UNWARN = "unwarn", "Warning taken back"
    DISMISS = "dismiss", "Left as it is"
    UPHOLD = "uphold", "Decision upheld"
    HIDE_RESPONSE = "hide_response", "Answer hidden"
    RESTORE_RESPONSE = "restore_response", "Answer restored"


class ModerationGround(models.TextChoices):
    """Why a moderator acted: the closed list, told to the author and to the log. The values stand in rows: never rename one."""

    ABUSIVE = "abusive", "Abusive or hateful"
    PERSONAL_DATA = "personal_data", "Gives away personal data"
    SPAM = "spam", "Advertising or spam"
    NOT_ABOUT_THE_ORDER = "not_about_the_order", "Not about the order"
    CONFLICT_OF_INTEREST = "conflict_of_interest", "Written by or paid by somebody with an interest"
    COPIED = "copied", "The same words as other reviews"
    ILLEGAL = "illegal", "Against the law"
    NOTHING_WRONG = "nothing_wrong", "Nothing wrong with it"
    HIDDEN_ALREADY = "hidden_already", "Hidden already"
    MISTAKE = "mistake", "The earlier decision was a mistake"
    APPEAL_GRANTED = "appeal_granted", "The appeal was right"
    APPEAL_REFUSED = "appeal_refused", "The appeal changes nothing"
    UNSTATED = "unstated", "From before reasons were a closed list"


#: What can be wrong with a review.
FAULTS = frozenset(
    {
        ModerationGround.ABUSIVE,
        ModerationGround.PERSONAL_DATA,
        ModerationGround.SPAM,
        ModerationGround.NOT_ABOUT_THE_ORDER,
        ModerationGround.CONFLICT_OF_INTEREST,
        ModerationGround.COPIED,
        ModerationGround.ILLEGAL,
    }
)
#: What can be wrong with an answer.
ANSWER_FAULTS = frozenset(
    {ModerationGround.ABUSIVE, ModerationGround.PERSONAL_DATA, ModerationGround.SPAM, ModerationGround.ILLEGAL}
)
#: Acts about the answer; all others are about the review.
OF_ANSWERS = frozenset({ModerationKind.HIDE_RESPONSE, ModerationKind.RESTORE_RESPONSE})
_UNDONE = frozenset({ModerationGround.MISTAKE, ModerationGround.APPEAL_GRANTED})
#: Which grounds each act can have.
GROUNDS: dict[ModerationKind, frozenset[ModerationGround]] = {
    ModerationKind.HIDE: FAULTS,
    ModerationKind.REDACT: FAULTS,
    ModerationKind.WARN: FAULTS,
    ModerationKind.RESTORE: _UNDONE,
    ModerationKind.PUT_BACK: _UNDONE,
    ModerationKind.UNWARN: _UNDONE,
    ModerationKind.DISMISS: frozenset({ModerationGround.NOTHING_WRONG, ModerationGround.HIDDEN_ALREADY}),
    ModerationKind.UPHOLD: frozenset({ModerationGround.APPEAL_REFUSED}),
    ModerationKind.HIDE_RESPONSE: ANSWER_FAULTS,
    ModerationKind.RESTORE_RESPONSE: _UNDONE,
}


def _sound_grounds() -> Q:
    """Return the condition that an act has a ground of its kind; rows from before 0020 have none."""
    sound = Q(ground=ModerationGround.UNSTATED)
    for kind in ModerationKind:
        sound |= Q(action=kind.value, ground__in=sorted(ground.value for ground in GROUNDS[kind]))
    return sound


class ModerationAction(AppendOnlyModel):
    """One act of a moderator on a review, or on the answer under it, with its ground; kept for ever."""

    moderator = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="moderation_actions")
    action = models.CharField(max_length=20, choices=ModerationKind.choices)
    ground = models.CharField(
        max_length=30,
        choices=ModerationGround.choices,
        default=ModerationGround.UNSTATED,
        db_default=ModerationGround.UNSTATED,
    )
    note = models.CharField(max_length=MAX_REASON, blank=True, db_column="reason")  # for the team; the column's first name
    version = models.PositiveIntegerField(null=True)  # of the review, that a redaction or its undoing brought
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")  # a redaction, once
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(action__in=ModerationKind.values), name="moderation_action_known"),
            models.CheckConstraint(
                condition=Q(action="redact", version__isnull=False, undoes=None)
                | Q(action="put_back", version__isnull=False, undoes__isnull=False)
                | ~Q(action__in=["redact", "put_back"]) & Q(version=None, undoes=None),
                name="moderation_action_of_a_version",
            ),
            models.CheckConstraint(condition=_sound_grounds(), name="moderation_ground_of_its_kind"),
        ]
        # What the figures of a month and the desk's statistics count.
        indexes = [models.Index(fields=["recorded_at"], name="moderation_action_by_time")]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.get_ground_display()}"
