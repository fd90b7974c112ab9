"""App configuration."""

from django.apps import AppConfig


class VendorsConfig(AppConfig):
    """Vendors."""

    name = "vendors"
