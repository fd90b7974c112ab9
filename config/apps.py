"""Joins the apps: who listens to which event."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    """The wiring."""

    name = "config"

    def ready(self) -> None:
        from config.gauges import register_gauges  # models are loaded only now
        from config.listeners import register_listeners

        register_listeners()
        register_gauges()
