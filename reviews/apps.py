"""App configuration."""

from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    """Reviews and their moderation."""

    name = "reviews"
