"""How drf-spectacular describes our ways of signing in."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension


class FamilyJWTScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # its registration is untyped
    """`Authorization: Bearer <access>`."""

    target_class = "accounts.authentication.FamilyJWTAuthentication"
    name = "jwtAuth"


class NoAuthenticationScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as above
    """The token endpoints ask for nothing."""

    target_class = "accounts.authentication.NoAuthentication"
    name: list[str] = []

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Return nothing required."""
        return []

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Return nothing to define."""
        return []
