"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in, tokens."""

    name = "accounts"

    def ready(self) -> None:
        """Make our ways of signing in known to the API schema (registered by being imported)."""
        from accounts import schema  # noqa: F401 - registers its extensions
