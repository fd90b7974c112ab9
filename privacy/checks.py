"""System check: whoever was erased stays erased, whatever is restored."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from privacy.journal import journal


@register(Tags.security, deploy=True)
def erasures_are_noted(**_: Any) -> list[CheckMessage]:
    """Refuse a production without an erasure journal."""
    if settings.IS_LOCAL or journal() is not None:
        return []
    hint = "Name a folder or bucket that lies apart from the database and its backups (.env.example)."
    return [Error("ERASURES_URL is not set: a restore would bring back who was erased.", hint=hint, id="privacy.E001")]
