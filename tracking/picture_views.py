"""The link's picture over HTTP."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.views.decorators.http import require_safe

from tracking.frames import tracking_page
from tracking.misses import count_miss
from tracking.pictures import Shown, draw
from tracking.reads import find_page

FOR_A_MINUTE = {
    "Cache-Control": "public, max-age=60",
    "Cross-Origin-Resource-Policy": "cross-origin",  # other people's messages show it
    "X-Robots-Tag": "noindex",
}


@require_safe
def preview(request: HttpRequest, uid: str) -> HttpResponse:
    """Answer with the picture of where an order is; 304 where it is as before; 404 and 429 as the page itself."""
    found = find_page(uid)
    if found is None:
        wait = count_miss(request)
        return HttpResponse(status=429, headers={"Retry-After": str(wait)}) if wait else HttpResponse(status=404)
    shown = Shown.of(tracking_page(*found))
    headers = {**FOR_A_MINUTE, "ETag": shown.etag}
    if request.headers.get("If-None-Match", "").removeprefix("W/") == shown.etag:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(draw(shown), content_type="image/png", headers=headers)
