"""App configuration."""

from django.apps import AppConfig


class FollowingConfig(AppConfig):
    """Being told of an order without an account."""

    name = "following"

    def ready(self) -> None:
        """Register what is to be pruned. Notices, letters and their samples are found by notifications."""
        from events.registry import registry
        from following.pruning import prune_follows

        registry.prune_with(prune_follows)
