"""Whose page is calling: what an Origin header is worth."""

from django.conf import settings
from django.http.request import split_domain_port, validate_host


def is_own_origin(origin: str, host: str) -> bool:
    """Say whether a page of `origin` (the header's value) is ours, asked for at `host` (the Host header)."""
    return origin in settings.CSRF_TRUSTED_ORIGINS or _is_own_host(origin, host)


def _is_own_host(origin: str, host: str) -> bool:
    # As Django's CSRF check: the page came from the very host that it talks to, and that host is ours.
    domain, _ = split_domain_port(host)
    scheme, _, rest = origin.partition("://")
    is_ours = bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)
    return is_ours and rest == host and scheme in ({"https"} if settings.IS_HTTPS else {"http", "https"})
