from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backups and restores; no rows of its own."""

    name = "operations"
