from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Backups and restores, and how far each has come."""

    name = "operations"

    def ready(self) -> None:
        from common.metrics import gauge
        from operations.archived import archive_age
        from operations.backing_up import backup_age

        gauge("trusttrack_backup_age_seconds", "Since the moment that the newest backup holds; -1: there is none.", backup_age)
        gauge("trusttrack_archive_age_seconds", "Since the write-ahead log was archived last; -1: it is not.", archive_age)
