"""The public log."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The app."""

    name = "ledger"
