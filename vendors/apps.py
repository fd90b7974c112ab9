"""App configuration."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors."""

    name = "vendors"

    def ready(self) -> None:
        """Make keys known to the API schema (registered by being imported)."""
        from vendors import schema  # noqa: F401 - registers its extension
