"""The web app's shell: one HTML file, with a head of its own for each page, and a nonce for each answer."""

import functools
import re
import sys
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from common.heads import PageHead, data_block, render_head
from common.letters import asked_language
from common.overload import PROGRAMS, answer_overload, is_for_people
from common.problems import problem_response
from tracking.first_view import FirstView, first_view, followed_view
from vendors.landing import category_head, city_category_head, city_head
from vendors.pages import profile_head

HEAD = re.compile(r"<!--head-->.*?<!--/head-->", re.DOTALL)
NOT_BUILT = (
    "<!doctype html><html lang='en'><head><!--head--><!--/head--></head><body>The web app is not built: make run.</body></html>"
)
SECURITY_TXT_HOLDS = timedelta(days=180)
CLOSED_TO_ROBOTS = (
    "track/",
    "orders",
    "dashboard",
    "account",
    "favourites",
    "invitations",
    "unsubscribe",
    "u/",
    "basket",
    "checkout",
    "notifications",
    "tablet",
    "open",
    "api/",
)
PUBLIC_FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
#: The service worker fetches pages and files of ours, and renews its subscription with us.
WORKER_POLICY = {
    "default-src": [NONE],
    "connect-src": [SELF],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
}
DISCOVERY = PageHead(
    "TrustTrack · Local businesses that were really checked",
    "Find a verified business near you, order, and follow the order on a live page whose history cannot be rewritten.",
    json_ld={"@type": "WebSite", "name": "TrustTrack"},
)
LEDGER = PageHead(
    "The log · TrustTrack",
    "Every step of every order is sealed in a public log that only grows: how large it is, who watches, what it cannot prove.",
    path="/ledger",
)
VERIFY = PageHead(
    "Verify a proof · TrustTrack",
    "Check the proof of an order in your own browser. Nothing is uploaded.",
    path="/verify",
)
TRANSPARENCY = PageHead(
    "How reviews are moderated · TrustTrack",
    "Every report, decision and appeal in figures, the rules that point at reviews, and removals as the log counts them.",
    path="/transparency",
)
PRIVATE = PageHead("TrustTrack", "Your orders and your business on TrustTrack.", is_indexed=False)
NOT_FOUND = PageHead("Page not found · TrustTrack", "There is nothing at this address.", is_indexed=False, status=404)


def page(head_of: Callable[..., PageHead]) -> Callable[..., HttpResponse]:
    """Return the view of a page whose head comes from `head_of(**url_arguments)`."""

    @require_safe
    @ensure_csrf_cookie
    def view(request: HttpRequest, **arguments: str) -> HttpResponse:
        head = head_of(**arguments)
        return HttpResponsePermanentRedirect(head.path) if head.status == HTTPStatus.MOVED_PERMANENTLY else shell(request, head)

    view.is_page = True  # type: ignore[attr-defined]  # tells the pages of the web app from the other views
    return view


def shell(request: HttpRequest, head: PageHead, view: FirstView | None = None) -> HttpResponse:
    """Return the web app with this head. Never cached: it carries a nonce and names the newest files.

    With a `view` it is the tracking page, which is a small web app of its own and begins with what the server wrote.
    """
    nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by the CSP middleware
    html = _template(settings.FRONTEND_DIST / ("track.html" if view else "index.html"))
    html = html.replace("__CSP_NONCE__", nonce)  # before anybody's words are in it
    asked = asked_language(request)  # what was chosen in the browser instead, only its script knows
    html = html.replace('<html lang="en">', f'<html lang="{asked.code}" dir="{asked.direction}">', 1)
    html = HEAD.sub(lambda _: render_head(head, base_url=settings.BASE_URL, nonce=nonce), html, count=1)
    if view:
        snapshot = data_block(view.snapshot, id="snapshot", nonce=nonce) if view.snapshot else ""
        html = html.replace("<!--view-->", view.body, 1).replace("<!--snapshot-->", snapshot, 1)
    response = HttpResponse(html, status=head.status)
    response["Cache-Control"] = "no-store"
    if not head.is_indexed:
        response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_safe
@ensure_csrf_cookie
def tracking(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer with a tracking page, its status and timeline written out."""
    view = first_view(request, uid)
    response = shell(request, view.head, view)
    if view.retry_after:
        response["Retry-After"] = str(view.retry_after)
    return response


@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """Answer with the page of the orders that this browser follows; the service worker keeps it as what is shown offline."""
    view = followed_view()
    return shell(request, view.head, view)


tracking.is_page = True  # type: ignore[attr-defined]  # as above
followed.is_page = True  # type: ignore[attr-defined]  # as above


def always(head: PageHead) -> Callable[..., PageHead]:
    """Return a function that gives `head` whatever the URL's arguments."""
    return lambda **_: head


discovery = page(always(DISCOVERY))
profile = page(profile_head)
category = page(category_head)
city = page(city_head)
city_category = page(city_category_head)
private = page(always(PRIVATE))
ledger = page(always(LEDGER))
verify = page(always(VERIFY))
transparency = page(always(TRANSPARENCY))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404: a problem to programs, the web app's own page to people."""
    if request.path.startswith(PROGRAMS):
        return problem_response(404, code="not_found", detail="There is nothing at this address.")
    return shell(request, NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500 without a word of what is inside; 503 where the database was away or asked too much."""
    error = sys.exc_info()[1]
    if isinstance(error, OperationalError):
        return answer_overload(is_page=is_for_people(request.path, request.headers.get("Accept", "")), error=error)
    return problem_response(500, code="error", detail="Something went wrong here. It was noted; try again in a moment.")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is private. The admin is not named: whoever reads this would know its path."""
    lines = [
        "User-agent: *",
        *(f"Disallow: /{path}" for path in CLOSED_TO_ROBOTS),
        f"Sitemap: {settings.BASE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain", headers=PUBLIC_FOR_AN_HOUR)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say where a vulnerability is reported (RFC 9116); 404 where nobody is named."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    expires = (timezone.now() + SECURITY_TXT_HOLDS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        *(f"Contact: {contact}" for contact in settings.SECURITY_CONTACT),
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: en",
        f"Canonical: {settings.BASE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8", headers=PUBLIC_FOR_AN_HOUR)


@require_safe
@csp_replace(WORKER_POLICY)
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the service worker, at the root so that it may stand for the whole site; 404 where the web app is not built."""
    script = settings.FRONTEND_DIST / "sw.js"
    if not script.exists():
        raise Http404
    response = HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"  # a browser that comes back gets the newest
    return response


def _template(path: Path) -> str:
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        return NOT_BUILT
    return _read(path, changed)


@functools.lru_cache(maxsize=4)
def _read(path: Path, _changed: int) -> str:
    return path.read_text(encoding="utf-8")
