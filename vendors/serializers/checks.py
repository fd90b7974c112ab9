"""The checks behind the badge."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from vendors.models import CheckKind, CheckMethod, CheckStatus, VerificationCheck


class CheckSummarySerializer(serializers.Serializer[Any]):
    """One required check, as the public sees it."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of Field
    status = serializers.ChoiceField(choices=["approved", "waived", "expired", "submitted", "rejected", "withdrawn", "missing"])
    method = serializers.ChoiceField(choices=CheckMethod.choices, allow_null=True, help_text="How it was looked into.")
    decided_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class CheckSerializer(serializers.ModelSerializer[VerificationCheck]):
    """A submission, as the team sees it."""

    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]  # the same
    check = serializers.ChoiceField(source="kind", choices=CheckKind.choices)
    status = serializers.ChoiceField(choices=CheckStatus.choices)

    class Meta:
        model = VerificationCheck
        fields = ["id", "check", "label", "status", "evidence", "submitted_at", "decided_at", "expires_at", "reason"]


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Registration",
            value={"check": "business_registration", "evidence": "Companies House no. 01234567"},
            request_only=True,
        )
    ]
)
class CheckInputSerializer(serializers.Serializer[Any]):
    """Evidence for a check: what was shown and where it can be looked up."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    evidence = serializers.CharField(max_length=500)
