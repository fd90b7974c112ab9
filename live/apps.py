"""App configuration."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """What the WebSockets share."""

    name = "live"
