"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in, tokens."""

    name = "accounts"

    def ready(self) -> None:
        """Register what is registered by being imported; listen to allauth, replace what it has no hook for; prune."""
        from accounts import (
            checks,  # noqa: F401 - registers its own
            letters,  # noqa: F401 - registers its words
            schema,  # noqa: F401 - registers its extensions
            signals,
        )
        from accounts.pruning import prune_sign_ins
        from accounts.replaced import install
        from events.registry import registry

        install()
        signals.connect()
        registry.prune_with(prune_sign_ins)
