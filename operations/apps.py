from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backups and restores."""

    name = "operations"

    def ready(self) -> None:
        from common.metrics import gauge
        from operations.backing_up import backup_age

        gauge("trusttrack_backup_age_seconds", "Since the moment that the newest backup holds; -1: there is none.", backup_age)
