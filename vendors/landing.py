"""What the server says of the pages of a category, of a city, and of a category in a city."""

from dataclasses import dataclass, replace

from django.conf import settings

from common.heads import PageHead
from common.prepared import AnyOf
from vendors.models import Category, Place, PlaceKind, Vendor
from vendors.windows import first_of

LISTED = 20  # vendors that a page's structured data names
THIN = 3  # with fewer vendors a page says nothing that a profile does not: it is not for search engines
MISSING = PageHead("Page not found · TrustTrack", "There is nothing at this address.", is_indexed=False, status=404)


@dataclass(frozen=True)
class _Landing:
    """What one page is about."""

    name: str
    path: str
    trail: list[tuple[str, str]]  # names and paths from the front page to here
    first: list[Vendor]


def category_head(category: str) -> PageHead:
    """Return the head of a category's page."""
    found = _category(category)
    if found is None:
        return MISSING
    path = f"/c/{found.slug}"
    trail = [(found.parent.name, f"/c/{found.parent.slug}")] if found.parent else []
    return _head(_Landing(found.name, path, [*trail, (found.name, path)], _first(found, None)))


def city_head(city: str) -> PageHead:
    """Return the head of a city's page; a name without its country leads to the largest city of that name."""
    place = _city(city)
    if place is None:
        return _moved(city)
    path = f"/in/{place.slug}"
    return _head(_Landing(f"Local businesses in {place.name}", path, [(place.name, path)], _first(None, place)))


def city_category_head(city: str, category: str) -> PageHead:
    """Return the head of the page of a category in a city."""
    place, found = _city(city), _category(category)
    if place is None or found is None:
        return MISSING
    path = f"/in/{place.slug}/{found.slug}"
    trail = [(place.name, f"/in/{place.slug}"), (found.name, path)]
    return _head(_Landing(f"{found.name} in {place.name}", path, trail, _first(found, place)))


def _category(slug: str) -> Category | None:
    return Category.objects.select_related("parent").prefetch_related("children").filter(slug=slug).first()


def _city(slug: str) -> Place | None:
    return Place.objects.filter(kind=PlaceKind.CITY, slug=slug, vendors__gt=0).first()


def _moved(name: str) -> PageHead:
    """Send on to the largest city that `name` is the name of: the web app reads the city from the address."""
    cities = Place.objects.filter(kind=PlaceKind.CITY, key=name.replace("-", ""), vendors__gt=0)
    largest = cities.order_by("-vendors").first()
    return replace(MISSING, path=f"/in/{largest.slug}", status=301) if largest else MISSING


def _first(category: Category | None, city: Place | None) -> list[Vendor]:
    """Return the best of what the page lists: one range of an index, LISTED rows."""
    vendors = Vendor.objects.listed().order_by("-score", "-pk")
    if city:
        vendors = vendors.in_city(city.slug)
    if category:  # of a city, among its best: no index holds both
        vendors = vendors.filter(AnyOf("pk", first_of(vendors).ids)) if city else vendors
        vendors = vendors.in_category(category)
    return list(vendors.only("name", "slug", "city", "score")[:LISTED])


def _head(landing: _Landing) -> PageHead:
    names = ", ".join(vendor.name for vendor in landing.first[:3])
    return PageHead(
        title=f"{landing.name} · TrustTrack",
        description=f"{landing.name}: {names}. Each badge stands for checks that you can see, and orders can be followed live."
        if names
        else f"{landing.name}: nobody here yet.",
        path=landing.path,
        is_indexed=len(landing.first) >= THIN,
        json_ld={"@graph": [_breadcrumbs(landing), _items(landing)]},
    )


def _breadcrumbs(landing: _Landing) -> dict[str, object]:
    trail = [("TrustTrack", "/"), *landing.trail]
    elements = [
        {"@type": "ListItem", "position": place, "name": name, "item": settings.BASE_URL + path}
        for place, (name, path) in enumerate(trail, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def _items(landing: _Landing) -> dict[str, object]:
    elements = [
        {"@type": "ListItem", "position": place, "name": vendor.name, "url": f"{settings.BASE_URL}/v/{vendor.slug}"}
        for place, vendor in enumerate(landing.first, start=1)
    ]
    return {"@type": "ItemList", "name": landing.name, "itemListElement": elements}
