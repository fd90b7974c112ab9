"""System checks on what would quietly weaken a promise."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register


@register(Tags.security, deploy=True)
def database_name_is_not_a_tests(**_: Any) -> list[CheckMessage]:
    """Refuse a production database named `test_…`: there, and only there, append-only tables may be truncated."""
    if settings.DATABASES["default"]["NAME"].startswith("test_"):
        return [Error("The database's name starts with test_; append-only tables could be truncated.", id="common.E001")]
    return []
