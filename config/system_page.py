"""The page of the admin that says how the whole stands: each part, and every figure that operators watch."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.metrics import readings
from config.health import parts
from timers.leading import leader

PERMISSION = "events.view_event"  # of those who look after the outbox


def system(request: HttpRequest) -> HttpResponse:
    """Show it to staff that may see the outbox; others are refused."""
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    found = parts()
    context = {
        **admin.site.each_context(request),
        "title": "System health",
        "state": found.state,
        "parts": found.states,
        "readings": readings(),
        "leader": leader(),
        "release": settings.RELEASE or "not told",
    }
    return render(request, "config/system.html", context)
