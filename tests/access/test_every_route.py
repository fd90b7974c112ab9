"""Every path of the URLconf: an operation of the schema, or a line here that says why not and what anonymous gets."""

import json
import re

import pytest
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from tests.access.calling import schema
from tests.access.expectations import NO_TOKEN, NO_UID
from tests.repository.test_public_routes import routes

VALUES = {
    "reason": "bounce", "provider": "mailgun",
    "slug": "no-such-vendor", "category": "no-such-thing", "city": "nowhere", "kind": "vendors", "number": "1", "size": "full",
    "uid": NO_UID, "section": "team", "token": NO_TOKEN, "key": "x", "id": "1", "pk": "1",
    "seq": "0", "level": "0", "path": "000", "name": "x", "day": "2020-01-01",
}  # fmt: skip
SHELL = "a page of the web app: the same HTML for everybody, data comes from the API"
LOG = "the public log's own protocol (C2SP), documented in docs/ledger"
OPERATOR = "for operators and probes"
#: Path → what anonymous gets, and why it is not an operation of the API.
NOT_IN_SCHEMA: dict[str, tuple[int, str]] = {
    "api/schema/": (200, "the schema itself"),
    "api/docs/": (200, "the schema's browser"),
    "api/track/<slug:uid>/bundle": (302, "an older address of the proof"),
    "api/track/<slug:uid>/entries/<int:seq>.tlog-proof": (302, "an older address of an entry's proof"),
    "log/v1/checkpoint": (404, LOG),  # nothing is sealed here
    "log/v1/checkpoints": (200, LOG),
    "log/v1/policy": (200, LOG),
    "log/v1/tile/<str:level>/<path:path>": (404, LOG),
    "log/v1/chains/<path:name>": (404, LOG),
    "demo/inbox/": (404, "a demo's mail; there only where it is kept instead of sent"),
    "demo/inbox/<int:pk>/": (404, "as above"),
    "demo/inbox/<int:pk>/html/": (404, "as above"),
    "demo/inbox/<int:pk>/<slug:reason>/": (405, "as above; by POST alone"),
    "hooks/mail/<str:provider>/tracking/": (404, "what mail providers tell; there with MAIL_HOOK_SECRET alone"),
    "healthz": (200, OPERATOR),
    "readyz": (200, OPERATOR),
    "metrics": (200, OPERATOR),
    "media/<path:name>": (404, "uploads, which are public pictures"),
    "review-photos/<slug:uid>/<slug:size>.<slug:kind>": (404, "photos, for whoever may see their review now"),
    "documents/<str:token>": (404, "a document of a check, for the one person whom its link was made for"),
    "u/<str:token>/": (302, "one-click links of mails (RFC 8058): POST stops, GET leads to the page"),
    "robots.txt": (200, "for crawlers"),
    "sw.js": (200, "the service worker, a file of the web app"),
    "sitemap.xml": (200, "for crawlers"),
    "sitemaps/<slug:kind>-<int:number>.xml": (404, "for crawlers"),
    ".well-known/security.txt": (404, "for who found a hole; there with SECURITY_CONTACT alone"),
    "reports/csp": (405, "for browsers, which report what the policy refused"),
    "email-change/stop/<slug:key>": (200, "the page that asks before it stops: the link in the mail to the old address"),
    **dict.fromkeys(
        (
            "", "account", "account/<slug:section>", "account/security/set-up", "account/statements/<int:id>",
            "ledger", "verify", "transparency", "basket", "checkout", "checkout/<slug:slug>", "orders",
            "orders/<slug:uid>", "dashboard",
            "dashboard/<slug:slug>", "favourites", "notifications", "sell", "sell/<slug:slug>", "sell/<slug:slug>/<slug:section>",
            "dashboard/<slug:slug>/<slug:section>", "dashboard/<slug:slug>/webhooks/<int:id>", "invitations/<str:token>",
            "followed", "open", "tablet", "unsubscribe/<str:token>", "sign-in", "sign-up", "verify-email",
            "verify-email/<str:key>", "forgot-password", "reset-password", "reset-password/<str:key>",
        ),
        (200, SHELL),
    ),
    "legal/": (200, "terms, privacy and policies: pages that need no script"),
    "legal/<slug:name>": (404, "as above"),
    "legal/<slug:name>/<slug:day>": (404, "as above"),
    "v/<slug:slug>": (404, SHELL),
    "c/<slug:category>": (404, SHELL),
    "in/<slug:city>": (404, SHELL),
    "in/<slug:city>/<slug:category>": (404, SHELL),
    "track/<slug:uid>": (404, SHELL),
    "track/<slug:uid>/preview.png": (404, "the picture beside a link, for whoever has the link"),
    "f/<slug:token>/": (302, "one-click links of mails to followers (RFC 8058): POST stops, GET leads to the page"),
}  # fmt: skip
#: allauth's own API, below /_allauth/browser/v1/: what anonymous gets by GET, POST with an empty body, and DELETE.
ALLAUTH: dict[str, tuple[int, int, int]] = {
    "account/authenticators": (401, 401, 401),
    "account/authenticators/recovery-codes": (401, 401, 401),
    "account/authenticators/totp": (401, 401, 401),
    "account/authenticators/webauthn": (401, 401, 401),
    "account/email": (401, 403, 403),  # accounts.middleware.CLOSED
    "account/password/change": (401, 401, 401),
    "account/phone": (403, 403, 403),  # as above
    "auth/2fa/authenticate": (401, 401, 401),
    "auth/2fa/reauthenticate": (401, 401, 401),
    "auth/2fa/sms": (401, 401, 401),
    "auth/code/confirm": (409, 409, 409),
    "auth/code/request": (405, 400, 400),
    "auth/code/resend": (405, 409, 405),
    "auth/email/verify": (409, 409, 409),
    "auth/email/verify/resend": (405, 409, 405),
    "auth/guest/confirm": (405, 400, 400),
    "auth/guest/request": (405, 400, 400),
    "auth/login": (405, 400, 400),
    "auth/password/request": (405, 400, 400),
    "auth/password/reset": (400, 400, 400),
    "auth/phone/verify": (409, 409, 409),
    "auth/phone/verify/resend": (405, 409, 405),
    "auth/reauthenticate": (401, 401, 401),
    "auth/session": (401, 405, 401),
    "auth/sessions": (401, 403, 403),  # as above
    "auth/signup": (405, 400, 405),
    "auth/webauthn/authenticate": (401, 401, 401),
    "auth/webauthn/login": (200, 400, 405),
    "auth/webauthn/reauthenticate": (401, 401, 401),
    "config": (200, 405, 405),
}


def url_of(path: str) -> str:
    """Return a URL of a path, which names nothing that is there."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda part: VALUES[part[1]], path)


def paths(*prefixes: str) -> list[str]:
    return [path for path, _ in routes(get_resolver()) if path.startswith(prefixes)]


def test_r01_every_route_is_in_the_schema_or_has_a_reason() -> None:
    described = {re.sub(r"^/", "", path) for path in schema()["paths"]}
    here = {path for path, _ in routes(get_resolver()) if not path.startswith(("admin/", "_allauth/"))}
    in_schema = {path for path in here if re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path).replace("{pk}", "{id}") in described}
    assert here - in_schema - NOT_IN_SCHEMA.keys() == set(), "describe it in the schema, or say here why not"
    assert NOT_IN_SCHEMA.keys() - (here - in_schema) == set(), "these are gone, or in the schema by now"


@pytest.mark.parametrize("path", NOT_IN_SCHEMA)
def test_what_is_not_in_the_schema_answers_anonymous_as_declared(client: Client, db: None, path: str) -> None:
    status, reason = NOT_IN_SCHEMA[path]
    assert (client.get(url_of(path)).status_code, bool(reason)) == (status, True)


def allauth_paths() -> list[str]:
    return [path.removeprefix("_allauth/browser/v1/") for path in paths("_allauth/")]


def test_r01_every_route_of_allauth_has_a_line() -> None:
    assert set(allauth_paths()) ^ ALLAUTH.keys() == set()


@pytest.mark.parametrize("path", sorted(ALLAUTH))
def test_allauth_answers_anonymous_as_declared(client: Client, db: None, path: str) -> None:
    url = f"/_allauth/browser/v1/{path}"
    answered = [
        getattr(client, method)(url, json.dumps({}), content_type="application/json").status_code for method in ("post", "delete")
    ]
    assert (client.get(url).status_code, *answered) == ALLAUTH[path]
    assert not User.objects.exists()


def admin_pages() -> list[str]:
    return sorted({re.sub(r"<[^>]+>", "1", path) for path in paths("admin/") if "(?P" not in path} - {"admin/login/"})


@pytest.mark.parametrize("page", admin_pages())
def test_r07_no_page_of_the_admin_opens_to_others(client: Client, customer: User, page: str) -> None:
    assert client.get(f"/{page}").status_code in {302, 404}
    client.force_login(customer)
    assert client.get(f"/{page}").status_code in {302, 404}
