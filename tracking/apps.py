"""App configuration."""

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    """The tracking page's data."""

    name = "tracking"
