"""App configuration."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews and their moderation."""

    name = "reviews"

    def ready(self) -> None:
        """Have photos pruned that came to no review."""
        from events.registry import registry
        from reviews.photos import prune_photos

        registry.prune_with(prune_photos)
