"""Default deny: every route that anybody may call stands here."""

from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.permissions import AllowAny

PUBLIC_API = {
    "api/v1/auth/token/",
    "api/v1/auth/token/refresh/",
    "api/v1/auth/token/revoke/",
    "api/v1/basket/",  # what items cost now, as their vendor's page says
    "api/v1/categories/",
    "api/v1/invitations/<str:token>/",  # the link is the key; accepting asks for a sign-in
    "api/v1/invitations/<str:token>/decline/",
    "api/v1/ledger/",
    "api/v1/map-style/",
    "api/v1/places/",
    "api/v1/tablet/",  # the device's cookie is the key
    "api/v1/tablet/acting/",
    "api/v1/tracking/follow/stop/",  # the token is the key
    "api/v1/tracking/<slug:uid>/",
    "api/v1/tracking/<slug:uid>/follow/",  # whoever has the link; limited by address
    "api/v1/tracking/<slug:uid>/follow/confirm/",
    "api/v1/tracking/<slug:uid>/follow/browser/",
    "api/v1/tracking/follow/ways/",
    "api/v1/tracking/<slug:uid>/entries/<int:sequence>.tlog-proof",
    "api/v1/tracking/<slug:uid>/proof/",
    "api/v1/transparency/",
    "api/v1/transparency/figures.csv",
    "api/v1/reviews/<int:id>/",  # reads; PATCH and DELETE ask for a sign-in
    "api/v1/reviews/<int:id>/versions/",
    "api/v1/reviews/<int:id>/response/versions/",
    "api/v1/unsubscribe/",  # the link is the key
    "api/v1/vendors/",  # reads; POST asks for a sign-in
    "api/v1/vendors/map/",
    "api/v1/vendors/suggest/",
    "api/v1/vendors/<slug:slug>/",
    "api/v1/vendors/<slug:slug>/badge/",
    "api/v1/vendors/<slug:slug>/cover/",  # PUT asks for a sign-in; there is no GET
    "api/v1/vendors/<slug:slug>/items/",
    "api/v1/vendors/<slug:slug>/items/<int:pk>/",
    "api/v1/vendors/<slug:slug>/reviews/",
    "api/v1/webhook-event-types/",
    "api/schema/",
    "api/docs/",
}
PUBLIC_PLAIN = {
    "healthz", "readyz", "metrics", "media/<path:name>", "documents/<str:token>",
    "review-photos/<slug:uid>/<slug:size>.<slug:kind>", "robots.txt", "sw.js", "notifications",
    ".well-known/security.txt", "reports/csp", "", "v/<slug:slug>", "track/<slug:uid>",
    "track/<slug:uid>/preview.png", "f/<slug:token>/", "followed", "open",
    "c/<slug:category>", "in/<slug:city>", "in/<slug:city>/<slug:category>", "sitemap.xml",
    "sitemaps/<slug:kind>-<int:number>.xml", "favourites",
    "basket", "checkout", "checkout/<slug:slug>", "orders", "orders/<slug:uid>", "dashboard", "dashboard/<slug:slug>",
    "invitations/<str:token>", "unsubscribe/<str:token>", "u/<str:token>/",
    "sell", "sell/<slug:slug>", "sell/<slug:slug>/<slug:section>",
    "account", "account/<slug:section>", "account/security/set-up", "account/statements/<int:id>", "transparency",
    "dashboard/<slug:slug>/webhooks/<int:id>", "tablet",
    "dashboard/<slug:slug>/<slug:section>", "sign-in", "sign-up", "verify-email", "verify-email/<str:key>", "forgot-password",
    "reset-password", "reset-password/<str:key>", "email-change/stop/<slug:key>",
    "legal/", "legal/<slug:name>", "legal/<slug:name>/<slug:day>",
    "ledger", "verify", "log/v1/checkpoint", "log/v1/checkpoints", "log/v1/policy", "log/v1/tile/<str:level>/<path:path>",
    "log/v1/chains/<path:name>", "api/track/<slug:uid>/bundle", "api/track/<slug:uid>/entries/<int:seq>.tlog-proof",
}  # fmt: skip
#: Their own rules: staff; allauth's; local mode alone; a provider's secret.
ELSEWHERE = (settings.ADMIN_PATH, "_allauth/", "demo/", "hooks/mail/")


def routes(resolver: URLResolver, prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        found += [(path, pattern.callback)] if isinstance(pattern, URLPattern) else routes(pattern, path)
    return found


def is_public(callback: Any) -> bool:
    view = getattr(callback, "view_class", None) or getattr(callback, "cls", None)
    permissions = getattr(view, "permission_classes", None)
    if permissions is None:
        return True
    named = {getattr(permission, "__name__", str(permission)) for permission in permissions}
    return not named or AllowAny.__name__ in named or any("ReadOnly" in name or "OrRead" in name for name in named)


def test_r02_every_public_route_is_on_the_list() -> None:
    public = {path for path, callback in routes(get_resolver()) if is_public(callback) and not path.startswith(ELSEWHERE)}
    assert public - PUBLIC_API - PUBLIC_PLAIN == set()


def test_r02_the_list_names_nothing_that_is_gone() -> None:
    assert (PUBLIC_API | PUBLIC_PLAIN) - {path for path, _ in routes(get_resolver())} == set()
