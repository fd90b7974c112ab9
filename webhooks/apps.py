"""App configuration."""

from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    """Webhooks out."""

    name = "webhooks"

    def ready(self) -> None:
        """Register what is to be pruned."""
        from events.registry import registry
        from webhooks.pruning import prune_deliveries, prune_removed

        registry.prune_with(prune_deliveries)
        registry.prune_with(prune_removed)
