"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in, tokens."""

    name = "accounts"
