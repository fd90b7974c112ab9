"""App configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """What every app stands on."""

    name = "common"
    verbose_name = "Audit"

    def ready(self) -> None:
        from common import checks  # noqa: F401 - registers the system checks
