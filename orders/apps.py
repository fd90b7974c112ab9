"""App configuration."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    """What was promised and what happened."""

    name = "orders"
