"""App configuration."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    """The outbox."""

    name = "events"

    def ready(self) -> None:
        """Fill the catalogue: every app's `event_types.py` declares its own."""
        autodiscover_modules("event_types")
