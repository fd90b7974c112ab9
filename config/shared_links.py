"""`/open`: where other apps share a link to, once ours is installed (the manifest's share_target)."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from common.heads import PageHead
from config.pages import shell

FIELDS = ("url", "text", "title")  # Android puts the link into the text
LINK = re.compile(r"https?://[^\s<>\"']+")
MOST_LETTERS = 2_000
#: What is worth opening: a tracking page, a business. Whole, so that nothing of a longer path is left out.
OPENED = re.compile(r"/(?:track|v)/[A-Za-z0-9_-]{1,120}/?")
NOT_OURS = PageHead("Open a link · TrustTrack", "Open a tracking link or a business in TrustTrack.", is_indexed=False)


@require_safe
@ensure_csrf_cookie
def open_shared(request: HttpRequest) -> HttpResponse:
    """Lead on to the page that was shared, where it is one of ours; else to words about what can be opened here."""
    found = next(filter(None, (path_in(request.GET.get(field, "")) for field in FIELDS)), None)
    return HttpResponseRedirect(found) if found else shell(request, NOT_OURS)


def path_in(text: str) -> str | None:
    """Return the path of the first of our own links in `text`: never a host, so that it leads nowhere else; or None."""
    ours = urlsplit(settings.BASE_URL)
    for link in LINK.findall(text[:MOST_LETTERS]):
        try:
            parts = urlsplit(link.rstrip(".,;:!?)]}»”"))
        except ValueError:  # half an IPv6 address
            continue
        if parts.netloc.lower() == ours.netloc.lower() and OPENED.fullmatch(parts.path):
            return str(parts.path).rstrip("/")
    return None


open_shared.is_page = True  # type: ignore[attr-defined]  # tells the pages of the web app from the other views
