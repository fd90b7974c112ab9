"""How drf-spectacular describes a vendor's key, its shared tablet, and the browser's own sign-in beside that."""

from typing import Any

from django.conf import settings
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension

from accounts.schema import requirements
from vendors.scopes import KEY_SCOPES, TABLET_SCOPES


class ApiKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its registration is untyped
    """`Authorization: Bearer tt_live_…`."""

    target_class = "vendors.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Return the scopes, any of which opens the operation; nothing where no key can have one."""
        return [each for each in requirements(self.name, auto_schema) if set(each[self.name]) <= set(KEY_SCOPES)]

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the key."""
        return {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "tt_live_…",
            "description": (
                "A key of a vendor, for calls from server to server: made on the dashboard, shown once, limited to that vendor "
                "and to the scopes it was given. It is sent as `Authorization: Bearer tt_live_…`, never in an address."
            ),
        }


class BrowserScheme(SessionScheme):  # type: ignore[no-untyped-call]  # as above
    """The session's cookie."""

    target_class = "vendors.authentication.BrowserAuthentication"
    priority = 0


class TabletScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # as above
    """The cookie of a shared tablet."""

    target_class = "vendors.authentication.TabletAuthentication"
    name = "tablet"

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Return the scopes, any of which opens the operation; nothing where no PIN opens it."""
        return [each for each in requirements(self.name, auto_schema) if set(each[self.name]) <= TABLET_SCOPES]

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        """Describe the cookie."""
        return {
            "type": "apiKey",
            "in": "cookie",
            "name": settings.TABLET_COOKIE_NAME,
            "description": (
                "A shared tablet of a vendor, on which somebody of the staff has entered their PIN "
                "(`PUT /api/v1/tablet/acting/`): the call is that person's, for the work at the counter alone."
            ),
        }
