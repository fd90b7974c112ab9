"""App configuration."""

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The moderators' work."""

    name = "moderation"

    def ready(self) -> None:
        """Register what is to be pruned."""
        from events.registry import registry
        from moderation.foul_play import prune_signals
        from moderation.tombstones import prune_counts
        from moderation.withheld import remove_withheld

        registry.prune_with(prune_signals)
        registry.prune_with(prune_counts)
        registry.prune_with(remove_withheld)
