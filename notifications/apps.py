"""App configuration."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Mail."""

    name = "notifications"

    def ready(self) -> None:
        """Register what is to be pruned."""
        from events.registry import registry
        from notifications.pruning import prune_inbox, prune_items, prune_messages

        registry.prune_with(prune_inbox)
        registry.prune_with(prune_items)
        registry.prune_with(prune_messages)
