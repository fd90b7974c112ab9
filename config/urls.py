"""Every path of the site."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from accounts.email_change_views import stop_page
from config import health, media, pages, reports, sitemaps
from config.shared_links import open_shared
from config.system_page import system
from following.urls import mail_urlpatterns as following_mails
from ledger.urls import log_urlpatterns
from reviews.urls import photo_urlpatterns
from tracking.picture_views import preview
from vendors.views.files import show_document

handler404 = "config.pages.missing"
handler500 = "config.pages.failed"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{settings.ADMIN_PATH}system/", admin.site.admin_view(system), name="system"),  # before the admin's own
    path(settings.ADMIN_PATH, admin.site.urls),
    path("_allauth/browser/v1/", include("accounts.mfa_urls")),  # before allauth's own
    path("_allauth/", include("allauth.headless.urls")),
    path("api/schema/", SpectacularAPIView.as_view(), name="schema"),
    path("api/docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="docs"),
    path("api/v1/", include("tracking.urls")),  # what is asked most stands first: each pattern before it is tried
    path("api/v1/", include("orders.urls")),
    path("api/v1/", include("vendors.urls")),
    path("api/v1/", include("reviews.urls")),
    path("api/v1/", include("accounts.urls")),
    path("api/v1/", include("discovery.urls")),
    path("api/v1/", include("following.urls")),
    path("", include(following_mails)),
    path("api/v1/", include("ledger.urls")),
    path("api/v1/", include("privacy.urls")),
    path("api/v1/", include("moderation.urls")),
    path("api/v1/", include("notifications.me_urls")),
    path("api/v1/", include("webhooks.urls")),
    path("log/v1/", include(log_urlpatterns)),
    path("api/track/<slug:uid>/bundle", RedirectView.as_view(url="/api/v1/tracking/%(uid)s/proof/")),
    path(
        "api/track/<slug:uid>/entries/<int:seq>.tlog-proof",
        RedirectView.as_view(url="/api/v1/tracking/%(uid)s/entries/%(seq)s.tlog-proof"),
    ),
    path("api/v1/", include("notifications.api_urls")),
    path("", include("notifications.urls")),
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.metrics),
    path("media/<path:name>", media.serve_upload),
    path("documents/<str:token>", show_document, name="document-file"),
    path("", include(photo_urlpatterns)),
    path("robots.txt", pages.robots),
    path("sw.js", pages.service_worker),
    path(".well-known/security.txt", pages.security_txt),
    path(settings.REPORTS_PATH.lstrip("/"), reports.take_reports),
    path("", pages.discovery),
    path("c/<slug:category>", pages.category),
    path("in/<slug:city>", pages.city),
    path("in/<slug:city>/<slug:category>", pages.city_category),
    path("sitemap.xml", sitemaps.sitemap_index),
    path("sitemaps/<slug:kind>-<int:number>.xml", sitemaps.sitemap_part),
    path("v/<slug:slug>", pages.profile),
    path("track/<slug:uid>", pages.tracking),
    path("track/<slug:uid>/preview.png", preview),
    path("followed", pages.followed),
    path("open", open_shared),
    path("ledger", pages.ledger),
    path("verify", pages.verify),
    path("transparency", pages.transparency),
    path("", include("legal.urls")),
    path("email-change/stop/<slug:key>", stop_page),
    *(
        path(private, pages.private)
        for private in (
            "basket",
            "checkout",
            "checkout/<slug:slug>",
            "favourites",
            "notifications",
            "orders",
            "orders/<slug:uid>",
            "account",
            "account/<slug:section>",
            "account/security/set-up",
            "account/statements/<int:id>",
            "sell",
            "sell/<slug:slug>",
            "sell/<slug:slug>/<slug:section>",
            "dashboard",
            "dashboard/<slug:slug>",
            "dashboard/<slug:slug>/<slug:section>",
            "dashboard/<slug:slug>/webhooks/<int:id>",
            "tablet",
            "invitations/<str:token>",
            "unsubscribe/<str:token>",
            "sign-in",
            "sign-up",
            "verify-email",
            "verify-email/<str:key>",
            "forgot-password",
            "reset-password",
            "reset-password/<str:key>",
        )
    ),
]
