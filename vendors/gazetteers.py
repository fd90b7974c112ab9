"""Places by their names: our own vendors' cities and postcodes, and an outside service where one is named.

Who searches is never told to anybody: an outside service gets the words that were typed as a place, and nothing else.
"""

import json
import urllib.parse
import urllib.request
from typing import Any, Protocol, TypedDict

import structlog
from django.conf import settings
from django.core.cache import cache
from prometheus_client import Counter

from vendors.models import Place, PlaceKind
from vendors.services.gazetteer import place_key

MAX_PLACES = 8
LOOKED_AT = 300
TIMEOUT_SECONDS = 2
ANSWER_MAX = 200_000  # bytes
KEPT_SECONDS = 86_400
DECIMALS = 3  # about 100 m: the middle of a town is no sharper
UNANSWERED = Counter("geocoder_unanswered_total", "Places that the outside gazetteer was asked for in vain")
log = structlog.get_logger(__name__)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Whom the setting names is asked, and nobody whom they name: a redirect is an error."""

    def redirect_request(self, *_: Any) -> None:
        """Follow none."""


_DIRECT = urllib.request.build_opener(_NoRedirects)


class FoundPlace(TypedDict):
    """A place, by name. `slug` is that of a city with vendors, for `city=`; null of others."""

    name: str
    kind: str
    country: str
    slug: str | None
    latitude: float
    longitude: float


class Gazetteer(Protocol):
    """Knows places by name."""

    def find(self, text: str) -> list[FoundPlace]:
        """Return places whose name begins with or is like `text`, the likeliest first; none where it cannot tell."""


class LocalGazetteer:
    """The cities and postcodes that vendors are in."""

    def find(self, text: str) -> list[FoundPlace]:
        """Compare without accents, blanks and case."""
        key = place_key(text)
        if not key:
            return []
        beginning = Place.objects.filter(key__startswith=key, latitude__isnull=False, vendors__gt=0).values("pk")[:LOOKED_AT]
        rows = Place.objects.filter(pk__in=beginning).order_by("kind", "-vendors", "slug")[:MAX_PLACES]
        return [_found(row) for row in rows]


class NominatimGazetteer:
    """A service with the interface of Nominatim's search. Slow, wrong or gone, it knows nothing; that is logged and counted."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    def find(self, text: str) -> list[FoundPlace]:
        """Ask once a day for the same words."""
        key = f"vendors.geocoder:{place_key(text)}"
        if (kept := cache.get(key)) is not None:
            return list(kept)
        try:
            found = [_read(row) for row in self._ask(text)][:MAX_PLACES]
        except (OSError, ValueError, KeyError, TypeError) as error:  # urllib's errors are OSErrors
            UNANSWERED.inc()
            log.warning("geocoder_unanswered", error=type(error).__name__)
            return []
        cache.set(key, found, KEPT_SECONDS)
        return found

    def _ask(self, text: str) -> list[dict[str, Any]]:
        query = urllib.parse.urlencode({"q": text, "format": "jsonv2", "limit": MAX_PLACES, "addressdetails": 1})
        request = urllib.request.Request(  # noqa: S310 - http or https, checked by config/env.py
            f"{self.url}/search?{query}", headers={"User-Agent": "TrustTrack", "Accept": "application/json"}
        )
        with _DIRECT.open(request, timeout=TIMEOUT_SECONDS) as answer:
            return list(json.loads(answer.read(ANSWER_MAX)))


def find_places(text: str) -> list[FoundPlace]:
    """Return places by name: ours, and only where there are none an outside service's."""
    return next((found for gazetteer in gazetteers() if (found := gazetteer.find(text))), [])


def gazetteers() -> list[Gazetteer]:
    """Return whom to ask, the nearest first."""
    url = settings.GEOCODER_URL
    return [LocalGazetteer(), NominatimGazetteer(url)] if url else [LocalGazetteer()]


def _found(row: Place) -> FoundPlace:
    return {
        "name": row.name,
        "kind": row.kind,
        "country": row.country,
        "slug": row.slug if row.kind == PlaceKind.CITY else None,
        "latitude": round(row.latitude or 0.0, DECIMALS),
        "longitude": round(row.longitude or 0.0, DECIMALS),
    }


def _read(row: dict[str, Any]) -> FoundPlace:
    latitude, longitude = float(row["lat"]), float(row["lon"])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise ValueError("no place on Earth")
    return {
        "name": str(row["display_name"])[:120],
        "kind": "address",
        "country": str(row.get("address", {}).get("country_code", "")).upper()[:2],
        "slug": None,
        "latitude": round(latitude, DECIMALS),
        "longitude": round(longitude, DECIMALS),
    }
