"""App configuration."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews and their moderation."""

    name = "reviews"

    def ready(self) -> None:
        """Have photos pruned that came to no review, and stars told among a vendor's figures."""
        from events.registry import registry
        from orders.figures import tell_stars
        from reviews.photos import prune_photos
        from reviews.stars import stars_in

        registry.prune_with(prune_photos)
        tell_stars(stars_in)
