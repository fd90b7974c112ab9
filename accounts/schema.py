"""How drf-spectacular describes our ways of signing in, and which scope opens which operation."""

from typing import Any

from drf_spectacular.contrib.rest_framework_simplejwt import SimpleJWTScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accounts.scopes import EVERYTHING, PUBLIC, known_scopes, scopes_of


def requirements(name: str, auto_schema: Any) -> list[dict[str, list[str]]]:
    """Return what an operation asks of the scheme `name`: any of these; `*` where a sign-in without limits alone will do."""
    wanted = scopes_of(auto_schema.view, auto_schema.method)
    if PUBLIC in wanted:
        return [{name: []}]
    return [{name: [scope]} for scope in wanted or (EVERYTHING,)]


class FamilyJWTScheme(SimpleJWTScheme):  # type: ignore[no-untyped-call]  # its registration is untyped
    """`Authorization: Bearer <access>`."""

    target_class = "accounts.authentication.FamilyJWTAuthentication"
    name = "jwtAuth"

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Return the scopes, any of which opens the operation."""
        return requirements(self.name, auto_schema)

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the token and list the scopes that it can be limited to."""
        definition: dict[str, Any] = super().get_security_definition(auto_schema)  # type: ignore[no-untyped-call]  # as above
        listed = "\n".join(f"- `{name}`: {scope.words}" for name, scope in sorted(known_scopes().items()))
        words = "An access token of `POST /api/v1/auth/token/`. Without `scopes` it is for everything (`*`); with them, for"
        return {**definition, "description": f"{words} these alone, within what its person may do:\n\n{listed}"}


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
