"""The way to the badge, and the badge's history."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from vendors.badge_history import BadgeLine
from vendors.models import BadgeMove, CheckKind, CheckStatus
from vendors.onboarding import CheckStep

STEPS = [("profile", "Profile"), ("place", "Place"), ("hours", "Opening hours"), ("items", "First items"), ("checks", "Checks")]


class StepSerializer(serializers.Serializer[Any]):
    """One step of the way."""

    step = serializers.ChoiceField(choices=STEPS)
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of Field
    is_done = serializers.BooleanField()
    missing = serializers.CharField(help_text="What is missing, in words; empty where it is done.")


class CheckStepSerializer(serializers.Serializer[CheckStep]):
    """One check on the checklist."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    label = serializers.CharField(source="check.label")  # type: ignore[assignment]  # as above
    is_required = serializers.BooleanField(help_text="Whether the badge needs it.")
    status = serializers.ChoiceField(choices=[*CheckStatus.choices, ("missing", "Not handed in")])
    check_id = serializers.IntegerField(allow_null=True, help_text="The submission that waits, or the one that counts.")
    expires_at = serializers.DateTimeField(allow_null=True)
    missing = serializers.CharField(help_text="Why it does not count for the badge; empty where it does.")
    asks = serializers.CharField(source="ask.asks")
    why = serializers.CharField(source="ask.why")
    accepts = serializers.ListField(source="ask.accepts", child=serializers.CharField())


class OnboardingSerializer(serializers.Serializer[Any]):
    """How far a vendor is."""

    next_step = serializers.ChoiceField(choices=STEPS, allow_null=True)
    steps = StepSerializer(many=True)
    checks = CheckStepSerializer(many=True)
    is_verified = serializers.BooleanField()
    verified_until = serializers.DateTimeField(allow_null=True)


class BadgeEntrySerializer(serializers.Serializer[BadgeLine]):
    """Where a change of a badge stands in the public log."""

    chain = serializers.CharField()
    leaf_index = serializers.IntegerField(allow_null=True, help_text="null until the entry is sealed")
    leaf_hash = serializers.CharField(allow_null=True)
    url = serializers.SerializerMethodField(help_text="The whole chain with its proofs, for anybody's verifier.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, line: BadgeLine) -> str:
        """Return where the chain is."""
        url: str = self.context["request"].build_absolute_uri(f"/log/v1/chains/{line.chain}")
        return url


class BadgeLineSerializer(serializers.Serializer[BadgeLine]):
    """One change of a badge."""

    sequence = serializers.IntegerField(help_text="The entry's `seq` in the log.")
    move = serializers.ChoiceField(source="change.move", choices=BadgeMove.choices)
    sentence = serializers.CharField(help_text="What happened, and why.")
    check = serializers.SerializerMethodField()
    at = serializers.DateTimeField(source="change.at")
    until = serializers.DateTimeField(allow_null=True, help_text="Until when it was good then; null where it ended.")
    ledger = BadgeEntrySerializer(source="*")

    @extend_schema_field(serializers.ChoiceField(choices=CheckKind.choices, allow_null=True))
    def get_check(self, line: BadgeLine) -> str | None:
        """Return the check that changed it."""
        return line.change.check_kind or None
