"""App configuration."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The moderators' work."""

    name = "moderation"
