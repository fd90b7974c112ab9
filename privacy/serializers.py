"""What goes in and out of the privacy API."""

from typing import Any

from rest_framework import serializers

from privacy.models import Export, ExportState


class ExportSerializer(serializers.ModelSerializer[Export]):
    """One export. `done` of `total` orders are written; `size` in bytes, `expires_at` and `download_url` once it is ready."""

    state = serializers.ChoiceField(choices=ExportState.choices)
    download_url = serializers.SerializerMethodField()

    class Meta:
        model = Export
        fields = ["uid", "state", "done", "total", "size", "asked_at", "ready_at", "expires_at", "download_url"]
        read_only_fields = fields

    def get_download_url(self, export: Export) -> str | None:
        """Return where the file is, for who asked for it and just confirmed who they are."""
        return f"/api/v1/me/exports/{export.uid}/download/" if export.state == ExportState.READY else None


class DeletionInput(serializers.Serializer[Any]):
    """The word that confirms it: one's own e-mail."""

    email = serializers.CharField(max_length=254)


class ObstacleSerializer(serializers.Serializer[Any]):
    """Something to settle first: `platform_staff`, `last_owner` or `orders_under_way`."""

    code = serializers.CharField()
    detail = serializers.CharField()


class DeletionSerializer(serializers.Serializer[Any]):
    """Whether the account is going to be deleted; without that, what would be in the way."""

    is_scheduled = serializers.BooleanField()
    asked_at = serializers.DateTimeField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)
    obstacles = ObstacleSerializer(many=True)
