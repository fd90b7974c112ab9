"""System check: whoever runs this in public says who they are."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

NEEDED = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_CONTACT")


@register(Tags.security, deploy=True)
def the_operator_has_a_name(**_: Any) -> list[CheckMessage]:
    """Refuse a production whose legal pages do not say who runs it."""
    if settings.IS_LOCAL:
        return []
    missing = [name for name in NEEDED if not getattr(settings, name)]
    hint = "Terms and privacy name who runs the site: set it (.env.example)."
    return [Error(f"{name} is not set.", hint=hint, id="legal.E001") for name in missing]
