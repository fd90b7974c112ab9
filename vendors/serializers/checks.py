"""The checks behind the badge."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from vendors.models import (
    CheckDocument,
    CheckKind,
    CheckMethod,
    CheckReason,
    CheckStatus,
    DocumentKind,
    ScanState,
    VerificationCheck,
)
from vendors.models.check_words import REASON_WORDS
from vendors.verification import status_now


class CheckSummarySerializer(serializers.Serializer[Any]):
    """One required check, as the public sees it."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    label = serializers.CharField()  # type: ignore[assignment]  # the name of an argument of Field
    status = serializers.ChoiceField(choices=["approved", "waived", "expired", "submitted", "rejected", "withdrawn", "missing"])
    method = serializers.ChoiceField(choices=CheckMethod.choices, allow_null=True, help_text="How it was looked into.")
    decided_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)


class DocumentSerializer(serializers.ModelSerializer[CheckDocument]):
    """A document, as the team sees it: what it is, and whether it is still there."""

    kind = serializers.ChoiceField(choices=DocumentKind.choices)
    scan = serializers.ChoiceField(choices=ScanState.choices, help_text="Only a `clean` one can be opened.")

    class Meta:
        model = CheckDocument
        fields = ["id", "position", "kind", "size", "pages", "scan", "uploaded_at", "erased_at"]


class DocumentInputSerializer(serializers.Serializer[Any]):
    """One document: PDF, JPEG, PNG or HEIC, by its content."""

    file = serializers.FileField()


class DocumentLinkSerializer(serializers.Serializer[Any]):
    """Where a document opens, for the caller alone, and until when."""

    url = serializers.URLField()
    expires_at = serializers.DateTimeField()


class CheckSerializer(serializers.ModelSerializer[VerificationCheck]):
    """A submission, as the team sees it."""

    label = serializers.CharField(source="get_kind_display")  # type: ignore[assignment]  # the same
    check = serializers.ChoiceField(source="kind", choices=CheckKind.choices)
    status = serializers.SerializerMethodField()
    method = serializers.ChoiceField(choices=CheckMethod.choices, allow_blank=True)
    reason_code = serializers.ChoiceField(choices=CheckReason.choices, allow_blank=True)
    reason_text = serializers.SerializerMethodField(help_text="The code in a sentence: what was wrong, and what helps.")
    reason = serializers.CharField(help_text="The reviewer's own words, where there are some.")
    documents = DocumentSerializer(many=True)

    class Meta:
        model = VerificationCheck
        fields = [
            "id",
            "check",
            "label",
            "status",
            "evidence",
            "register_number",
            "submitted_at",
            "decided_at",
            "expires_at",
            "method",
            "reason_code",
            "reason_text",
            "reason",
            "documents",
        ]

    @extend_schema_field(serializers.ChoiceField(choices=CheckStatus.choices))
    def get_status(self, check: VerificationCheck) -> str:
        """Return where it is at this moment."""
        return str(status_now(check, timezone.now()))

    def get_reason_text(self, check: VerificationCheck) -> str:
        """Return what the code says in a sentence."""
        return REASON_WORDS.get(check.reason_code, "")


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "Registration",
            value={"check": "business_registration", "evidence": "Certificate of incorporation", "register_number": "01234567"},
            request_only=True,
        )
    ]
)
class CheckInputSerializer(serializers.Serializer[Any]):
    """Evidence for a check: what was shown and where it can be looked up."""

    check = serializers.ChoiceField(choices=CheckKind.choices)
    evidence = serializers.CharField(max_length=500)
    register_number = serializers.RegexField(
        r"^[A-Za-z0-9 ./-]*$",
        max_length=20,
        required=False,
        allow_blank=True,
        help_text="With a company register, for business_registration.",
    )
