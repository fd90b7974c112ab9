"""App configuration."""

from django.apps import AppConfig


class DiscoveryConfig(AppConfig):
    """What people keep of their searching."""

    name = "discovery"
