"""App configuration."""

from django.apps import AppConfig


class TimersConfig(AppConfig):
    """Timers, and who leads the schedulers."""

    name = "timers"
