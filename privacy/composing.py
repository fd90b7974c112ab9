"""What the mails say. Words in templates/privacy/, facts from here."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from notifications.rendering import Mail
from privacy.models import Deletion, Export

PAGE = "/account/privacy"


def export_ready(export: Export) -> Mail:
    """The file can be fetched, and where."""
    return _compose("export_ready", "Your data is ready to download", export=export)


def deletion_scheduled(deletion: Deletion) -> Mail:
    """What will happen, when, and how to call it off."""
    return _compose("deletion_scheduled", "Your TrustTrack account will be deleted", deletion=deletion)


def deletion_cancelled(deletion: Deletion) -> Mail:
    """It will not happen."""
    return _compose("deletion_cancelled", "You keep your TrustTrack account", deletion=deletion)


def farewell() -> Mail:
    """The account is closed."""
    return _compose("farewell", "Your TrustTrack account is deleted", action_url=f"{settings.BASE_URL}/")


def _compose(template: str, subject: str, **facts: Any) -> Mail:
    context = {
        "subject": subject,
        "base_url": settings.BASE_URL,
        "action_url": f"{settings.BASE_URL}{PAGE}",
        **facts,
    }
    return Mail(
        subject=subject,
        text=render_to_string(f"privacy/{template}.txt", context),
        html=render_to_string(f"privacy/{template}.html", context),
        url=str(context["action_url"]),
    )
