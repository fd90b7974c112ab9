"""What the texts leave open: who runs this site, and what its settings say."""

import re

from django.conf import settings

PLACE = re.compile(r"\{(\w+)\}")
#: Until somebody says who they are: honest, and refused in production (legal.checks).
NOBODY = {
    "operator_name": "[nobody yet: this is a demo, and its operator is not named]",
    "operator_address": "[no address yet]",
    "operator_contact": "[no contact yet]",
}


def fill(text: str) -> str:
    """Return the text with its places filled in. Raises KeyError for a place that nobody fills."""
    values = places()
    return PLACE.sub(lambda found: values[found[1]], text)


def places() -> dict[str, str]:
    """Return what each place says here."""
    named = {name: str(getattr(settings, name.upper())) or placeholder for name, placeholder in NOBODY.items()}
    return named | {
        "document_days": str(settings.DOCUMENT_RETENTION.days),
        "review_days": str(settings.REVIEW_EDIT_DAYS),
        "window_days": str(settings.REVIEW_WINDOW_DAYS),
        "appeal_days": str(settings.APPEAL_WITHIN.days),
        "sample_percent": f"{settings.MODERATION_SAMPLE_PERCENT:g}",
    }
