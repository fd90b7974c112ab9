"""App configuration."""

from django.apps import AppConfig


class LegalConfig(AppConfig):
    """The texts."""

    name = "legal"

    def ready(self) -> None:
        """Register the check."""
        from legal import checks  # noqa: F401 - registers its own
