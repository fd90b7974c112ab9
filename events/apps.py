"""App configuration."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """The outbox."""

    name = "events"
