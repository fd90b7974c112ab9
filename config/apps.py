"""Joins the apps: who listens to which event, and the platform's roles once every app has its permissions."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate


class WiringConfig(AppConfig):
    """The wiring."""

    name = "config"

    def ready(self) -> None:
        from django.conf import settings

        from common.queries import watch_queries
        from config.gauges import register_gauges  # models are loaded only now
        from config.listeners import register_listeners, register_timers

        register_listeners()
        register_timers()
        register_gauges()
        watch_queries()
        if settings.TRACES_ENDPOINT:
            from config.tracing import start_tracing

            start_tracing(settings.TRACES_ENDPOINT, release=settings.RELEASE)
        # Django tells the apps that have models, in order: at the last one's turn every permission is there.
        last = [app for app in apps.get_app_configs() if app.models_module is not None][-1]
        post_migrate.connect(_ensure_roles, sender=last)


def _ensure_roles(**_: Any) -> None:
    from accounts.roles import ensure_platform_roles  # models are loaded only now

    ensure_platform_roles()
