"""The reference of the benchmark of reads: Django without middleware, and a view that answers prepared bytes.

`BENCH_BODIES` names the folder of the bodies, `/bare/<name>/` answers with one.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path

BODIES = {file.name: file.read_bytes() for file in Path(os.environ["BENCH_BODIES"]).iterdir()}


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """Answer."""
    return HttpResponse(BODIES[name], content_type="application/json")


urlpatterns = [path("bare/<str:name>/", bare)]
django.setup(set_prefix=False)
settings.MIDDLEWARE, settings.ROOT_URLCONF = [], __name__  # only now: an app refuses to start without its middleware
application = ASGIHandler()
