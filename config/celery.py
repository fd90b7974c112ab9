"""Celery on Redis. The promise to do a piece of work is a row (see events); Celery only carries the nudge."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("trusttrack")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
