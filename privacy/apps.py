"""App configuration."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Export of one's data, deletion of the account."""

    name = "privacy"

    def ready(self) -> None:
        """Register what is to be pruned, and the check."""
        import privacy.checks  # noqa: F401 - it registers itself
        from events.registry import registry
        from privacy.pruning import prune_exports

        registry.prune_with(prune_exports)
