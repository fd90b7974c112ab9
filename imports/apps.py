"""App configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Loading what happened elsewhere."""

    name = "imports"
