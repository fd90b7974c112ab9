"""The sitemap: an index, and parts that each are one range of a key, so that no part reads more than it holds.

Parts of vendors are ranges of ids: a vendor stays in its part for ever, and parts are made without counting.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, time
from xml.sax.saxutils import escape

from django.conf import settings
from django.core.cache import cache
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from legal.documents import documents
from vendors.landing import THIN
from vendors.models import Category, Place, PlaceKind, Vendor

PART = 10_000  # addresses of a part, a fifth of what the protocol allows
KEPT_SECONDS = 3600
CHUNK = 500
XML = "application/xml"
FOR_AN_HOUR = {"Cache-Control": "public, max-age=3600"}
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
Address = tuple[str, datetime | None]


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Name every part."""
    body = cache.get_or_set("config.sitemap", _index, KEPT_SECONDS)
    return HttpResponse(body, content_type=XML, headers=FOR_AN_HOUR)


@require_safe
def sitemap_part(request: HttpRequest, kind: str, number: int) -> StreamingHttpResponse:
    """Write one part row by row; nothing is kept in memory."""
    addresses = {"vendors": _vendors, "categories": _categories, "cities": _cities, "texts": _texts}.get(kind)
    if addresses is None or not 0 <= number < _count(kind):
        raise Http404
    return StreamingHttpResponse(_part(addresses(number)), content_type=XML, headers=FOR_AN_HOUR)


def _index() -> str:
    parts = [f"{kind}-{number}" for kind in ("categories", "cities", "texts", "vendors") for number in range(_count(kind))]
    rows = "".join(f"<sitemap><loc>{escape(settings.BASE_URL)}/sitemaps/{part}.xml</loc></sitemap>\n" for part in parts)
    return f"{_HEAD}<sitemapindex {_SCHEMA}>\n{rows}</sitemapindex>\n"


def _count(kind: str) -> int:
    if kind == "vendors":
        last = Vendor.objects.aggregate(last=Max("pk"))["last"]
        return 0 if last is None else last // PART + 1
    return 1


def _part(addresses: Iterable[Address]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_SCHEMA}>\n"
    for path, changed in addresses:
        changed_on = f"<lastmod>{changed:%Y-%m-%d}</lastmod>" if changed else ""
        yield f"<url><loc>{escape(settings.BASE_URL + path)}</loc>{changed_on}</url>\n"
    yield "</urlset>\n"


def _vendors(number: int) -> Iterator[Address]:
    rows = Vendor.objects.listed().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART).order_by("pk")
    for slug, changed in rows.values_list("slug", "updated_at").iterator(CHUNK):
        yield f"/v/{slug}", changed


def _categories(number: int) -> Iterator[Address]:
    for slug in Category.objects.order_by("slug").values_list("slug", flat=True)[:PART]:
        yield f"/c/{slug}", None


def _cities(number: int) -> Iterator[Address]:
    """The largest first, so that with very many cities the small ones are left out."""
    rows = Place.objects.filter(kind=PlaceKind.CITY, vendors__gte=THIN).order_by("-vendors", "slug")
    for slug in rows.values_list("slug", flat=True)[:PART]:
        yield f"/in/{slug}", None


def _texts(number: int) -> Iterator[Address]:
    yield "/legal/", None
    for document in documents():
        yield document.path, datetime.combine(document.current.since, time())
