"""Statements, appeals and the public figures as the API shows them, and what it takes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from moderation.models import MAX_APPEAL, Appeal, Outcome, SourceKind, Statement
from moderation.services.appealing import MIN_APPEAL
from moderation.words import decision_in_words, found_in_words, why_in_words
from reviews.models import ModerationGround, ModerationKind, ReportReason


class AppealInput(serializers.Serializer[Any]):
    """Why a decision is wrong."""

    words = serializers.CharField(min_length=MIN_APPEAL, max_length=MAX_APPEAL, help_text="In your own words.")


class AppealSerializer(serializers.ModelSerializer[Appeal]):
    """An appeal as its author sees it. `outcome` is null until somebody else than before has decided."""

    outcome = serializers.SerializerMethodField()

    class Meta:
        model = Appeal
        fields = ["words", "created_at", "outcome", "decided_at"]
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=Outcome.choices, allow_null=True))
    def get_outcome(self, appeal: Appeal) -> str | None:
        """Return how it ended."""
        return appeal.outcome or None


class StatementSerializer(serializers.ModelSerializer[Statement]):
    """A statement of reasons: what was decided about one's review, why, on which facts, how it was found, how to appeal."""

    review = serializers.IntegerField(source="action.review_id")
    order = serializers.CharField(source="action.review.order.uid", help_text="The uid of the order that the review is on.")
    vendor = serializers.CharField(source="action.review.vendor.slug", help_text="The vendor's slug.")
    vendor_name = serializers.CharField(source="action.review.vendor.name")
    decision = serializers.ChoiceField(source="action.action", choices=ModerationKind.choices)
    sentence = serializers.SerializerMethodField(help_text="The decision in words.")
    reason = serializers.ChoiceField(source="action.ground", choices=ModerationGround.choices)
    rule = serializers.SerializerMethodField(help_text="The rule or law that it goes by, in words.")
    found = serializers.SerializerMethodField(help_text="How the review came to be looked at, in words.")
    found_by = serializers.ChoiceField(choices=SourceKind.choices)
    is_automated = serializers.BooleanField(help_text="Whether no person decided: always false.")
    can_appeal = serializers.SerializerMethodField()
    appeal = serializers.SerializerMethodField()

    class Meta:
        model = Statement
        fields = [
            "id", "review", "order", "vendor", "vendor_name", "decision", "sentence", "reason", "rule", "facts", "found_by",
            "found", "is_automated", "created_at", "appeal_until", "can_appeal", "appeal",
        ]  # fmt: skip
        read_only_fields = fields

    def get_sentence(self, statement: Statement) -> str:
        """Return what was decided."""
        return decision_in_words(statement.action)

    def get_rule(self, statement: Statement) -> str:
        """Return why."""
        return why_in_words(statement.action)

    def get_found(self, statement: Statement) -> str:
        """Return how it was found."""
        return found_in_words(statement)

    def get_can_appeal(self, statement: Statement) -> bool:
        """Return whether the time is not over and no appeal was made."""
        return statement.is_open and _appeal_of(statement) is None

    @extend_schema_field(AppealSerializer(allow_null=True))
    def get_appeal(self, statement: Statement) -> Any:
        """Return the appeal, where there is one."""
        appeal = _appeal_of(statement)
        return AppealSerializer(appeal).data if appeal else None


def _appeal_of(statement: Statement) -> Appeal | None:
    return getattr(statement, "appeal", None)


class ReasonCount(serializers.Serializer[Any]):
    """How many readers reported reviews for one reason."""

    reason = serializers.ChoiceField(choices=ReportReason.choices)
    reason_label = serializers.CharField()
    count = serializers.IntegerField()


class DecisionCount(serializers.Serializer[Any]):
    """How often one decision was made for one reason."""

    decision = serializers.ChoiceField(choices=ModerationKind.choices)
    decision_label = serializers.CharField()
    reason = serializers.ChoiceField(choices=ModerationGround.choices)
    reason_label = serializers.CharField()
    count = serializers.IntegerField()


class MonthSerializer(serializers.Serializer[Any]):
    """One month."""

    month = serializers.DateField(help_text="Its first day.")
    reports = serializers.IntegerField()
    pointed_at = serializers.IntegerField(help_text="Reviews that a rule pointed at; a review may count for several rules.")
    decisions = serializers.IntegerField()
    appeals = serializers.IntegerField()
    median_minutes_to_decide = serializers.IntegerField(allow_null=True)


class AppealsSerializer(serializers.Serializer[Any]):
    """What became of appeals."""

    received = serializers.IntegerField()
    upheld = serializers.IntegerField()
    reversed = serializers.IntegerField()


class TombstonesSerializer(serializers.Serializer[Any]):
    """What the public log says of removed reviews, counted up to a checkpoint that everybody can fetch."""

    tombstones = serializers.IntegerField(help_text="Entries `review.remove` with cause `moderation`.")
    published_again = serializers.IntegerField()
    removed_now = serializers.IntegerField()
    tree_size = serializers.IntegerField()
    root_hash = serializers.CharField(help_text="Root hash of the tree of that size, base64.")
    counted_at = serializers.DateTimeField()


class RuleSerializer(serializers.Serializer[Any]):
    """A rule in force. Rules suggest; they decide nothing."""

    code = serializers.CharField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    words = serializers.CharField()
    leads_to = serializers.ChoiceField(choices=[("queue", "A person looks at the review"), ("signal", "Moderators are shown it")])


class TransparencySerializer(serializers.Serializer[Any]):
    """What moderators do, in figures: since the beginning, and of each of the last 24 months."""

    automated_decisions = serializers.IntegerField(help_text="Always 0: the database refuses one.")
    reports = ReasonCount(many=True)
    decisions = DecisionCount(many=True)
    appeals = AppealsSerializer()
    removed = TombstonesSerializer(allow_null=True, help_text="Null until the log has signed its first checkpoint.")
    months = MonthSerializer(many=True)
    rules = RuleSerializer(many=True)
    sample_percent = serializers.FloatField(help_text="How many of a hundred published reviews are looked at unasked.")
