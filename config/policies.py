"""Which Content-Security-Policy an answer gets: by what it is (a page, data, an upload), and for pages by whose they are."""

from dataclasses import replace
from functools import cache
from typing import Any

from csp.constants import HEADER, NONCE, NONE, SELF
from csp.middleware import CSPMiddleware, PolicyParts
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

#: Policies of the web app. A worker's address is the one thing that a script here hands to the browser to run.
TRUSTED_TYPES = {"require-trusted-types-for": ["'script'"], "trusted-types": ["trusttrack-worker"]}

Policy = dict[str, Any]


def page_policy(*, pictures: list[str], maps: list[str], reports: str) -> Policy:
    """Return the policy of the web app: our own files, inline only by nonce, no text turned into code or markup."""
    return {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:", *pictures, *maps],
        "connect-src": [SELF, *maps],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        **TRUSTED_TYPES,
        "report-uri": [reports],
        "report-to": ["csp"],
    }


def library_policy(pages: Policy) -> Policy:
    """Return the policy of the admin and of the API's browser: as for the web app, save that their libraries write markup."""
    return {name: value for name, value in pages.items() if name not in TRUSTED_TYPES} | {"font-src": [SELF, "data:"]}


#: What is no page loads nothing, wherever a browser is made to show it.
DATA_POLICY: Policy = {
    "default-src": [NONE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": True,
}
#: What django-csp's decorators leave on the answer of a view that has a policy of its own.
OWN = ("_csp_config", "_csp_update", "_csp_replace", "_csp_exempt")
LIBRARY_VIEWS = {"docs", "system"}
USED_FEATURES = ("geolocation", "publickey-credentials-get", "publickey-credentials-create", "clipboard-write", "fullscreen")
DENIED_FEATURES = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "gamepad", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "picture-in-picture", "screen-wake-lock", "serial", "storage-access", "usb", "window-management",
    "xr-spatial-tracking",
)  # fmt: skip


class PolicyMiddleware(CSPMiddleware):
    """django-csp with a policy for each kind of answer. A view's own (`csp_replace`, `csp_exempt`) goes before."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Add the header, and for forms of the admin a Referrer-Policy that lets them say where they come from.

        Under `no-referrer` a browser sends a form with `Origin: null`, which no check of the origin lets through.
        """
        if _is_library_page(request):
            response.setdefault("Referrer-Policy", "same-origin")
        if not _is_page(response) and not any(hasattr(response, name) for name in OWN):
            response.setdefault(HEADER, _data_header())
            return response
        return super().process_response(request, response)

    def get_policy_parts(self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False) -> PolicyParts:
        """Return the parts that django-csp builds the header from."""
        parts = super().get_policy_parts(request, response, report_only)
        if report_only or parts.config is not None or parts.replace is not None:
            return parts
        return replace(parts, config=_policy_of(request, response))


def _policy_of(request: HttpRequest, response: HttpResponseBase) -> Policy | None:
    if not _is_page(response):
        return DATA_POLICY
    return library_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]) if _is_library_page(request) else None


def _is_page(response: HttpResponseBase) -> bool:
    return response.get("Content-Type", "").startswith("text/html")


@cache
def _data_header() -> str:
    return build_policy(config=DATA_POLICY)


def _is_library_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and ("admin" in match.app_names or match.view_name in LIBRARY_VIEWS)


def permissions_policy() -> str:
    """Return the Permissions-Policy: nothing but what a page of ours asks for."""
    denied = ", ".join(f"{feature}=()" for feature in DENIED_FEATURES)
    return f"{denied}, {', '.join(f'{feature}=(self)' for feature in USED_FEATURES)}"
