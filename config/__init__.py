"""Wiring only: settings, urls, ASGI, Celery, and the supervisor of `make run`."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
