"""Joins the apps: who listens to which event."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The wiring."""

    name = "config"

    def ready(self) -> None:
        from config.listeners import register_listeners  # models are loaded only now

        register_listeners()
