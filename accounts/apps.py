"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, sign-in, tokens."""

    name = "accounts"

    def ready(self) -> None:
        """Register what is registered by being imported; replace what allauth has no hook for."""
        from accounts import checks, schema  # noqa: F401 - each registers its own
        from accounts.replaced import install

        install()
