"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in, tokens."""

    name = "accounts"

    def ready(self) -> None:
        """Make our ways of signing in known to the API schema (registered by being imported); listen to allauth; prune."""
        from accounts import (
            schema,  # noqa: F401 - registers its extensions
            signals,
        )
        from accounts.pruning import prune_sign_ins
        from events.registry import registry

        signals.connect()
        registry.prune_with(prune_sign_ins)
