"""Keys, with the secret where it is shown once."""

from typing import Any

from rest_framework import serializers

from vendors.models import ApiKey
from vendors.scopes import KEY_SCOPE_CHOICES, KEY_SCOPES


class ApiKeySerializer(serializers.ModelSerializer[ApiKey]):
    """A key, as owners and managers see it. `prefix` is how it is told from others; the secret is nowhere."""

    scopes = serializers.ListField(child=serializers.CharField())
    created_by = serializers.SerializerMethodField(help_text="Whom the key acts as.")
    is_own = serializers.SerializerMethodField(help_text="The caller made it, and so can renew it.")
    is_orphaned = serializers.SerializerMethodField(help_text="It has stopped, since its maker is not in the team any more.")
    revoked_by = serializers.SerializerMethodField(help_text="Null where the platform revoked it.")
    last_used_network = serializers.CharField(help_text="The network of the last call, such as 203.0.113.0/24; or empty.")

    class Meta:
        model = ApiKey
        fields = [
            "id",
            "name",
            "prefix",
            "scopes",
            "created_by",
            "is_own",
            "is_orphaned",
            "created_at",
            "expires_at",
            "last_used_at",
            "last_used_network",
            "previous_until",
            "revoked_at",
            "revoked_by",
        ]

    def get_created_by(self, key: ApiKey) -> str:
        """Return the maker's name."""
        return key.created_by.name or key.created_by.email

    def get_is_own(self, key: ApiKey) -> bool:
        """Return whether the caller made it."""
        return bool(key.created_by_id == self.context["user"].pk)

    def get_is_orphaned(self, key: ApiKey) -> bool:
        """Return whether its maker left. Keys come with their makers' roles."""
        return key.role is None

    def get_revoked_by(self, key: ApiKey) -> str | None:
        """Return who of the team revoked it."""
        return None if key.revoked_by is None or key.revoked_by.is_staff else key.revoked_by.name or key.revoked_by.email


class MadeKeySerializer(ApiKeySerializer):
    """A key with its text, which is shown this once. For the schema: the view adds the text to the row."""

    key = serializers.CharField(allow_null=True, help_text="Keep it now: it is shown once. Null where the answer is a replay.")

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "key"]


class ApiKeyInputSerializer(serializers.Serializer[Any]):
    """What a key is for."""

    name = serializers.CharField(max_length=80, help_text='Where it is used, so that a leak is found: "Till in the shop".')
    scopes = serializers.ListField(
        child=serializers.ChoiceField(choices=KEY_SCOPE_CHOICES),
        allow_empty=False,
        max_length=len(KEY_SCOPES),
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True, help_text="When it ends by itself.")


class ApiKeyRotationSerializer(serializers.Serializer[Any]):
    """How long the old secret works on."""

    overlap_minutes = serializers.IntegerField(min_value=0, max_value=24 * 60, default=60)
