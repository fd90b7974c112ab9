"""What the server says of a vendor's page."""

from datetime import time
from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import Truncator

from common.heads import PageHead
from vendors.models import Vendor
from vendors.rating import rate

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def profile_head(slug: str) -> PageHead:
    """Return the head of a vendor's profile; 404 where there is none."""
    listed = Vendor.objects.listed().with_verification().select_related("category").defer("search")
    vendor = listed.prefetch_related("hours", "special_days").filter(slug=slug).first()
    if vendor is None:
        return PageHead("Business not found · TrustTrack", "There is no business at this address.", is_indexed=False, status=404)
    badge = "verified " if vendor.is_verified else ""
    words = vendor.tagline or vendor.description or f"{vendor.category.name} in {vendor.city}"
    image = urljoin(settings.BASE_URL, vendor.cover.url) if vendor.cover else ""
    data: dict[str, object] = {
        "@type": "LocalBusiness",
        "name": vendor.name,
        "url": f"{settings.BASE_URL}/v/{vendor.slug}",
        "address": {"@type": "PostalAddress", "addressLocality": vendor.city, "addressCountry": vendor.country},
    }
    if hours := _opening_hours(vendor):
        data["openingHoursSpecification"] = hours
    if vendor.latitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": vendor.latitude, "longitude": vendor.longitude}
    if rating := rate(total=vendor.rating_sum, count=vendor.rating_count):
        data["aggregateRating"] = {
            "@type": "AggregateRating",
            "ratingValue": rating.average / 100,
            "reviewCount": rating.count,
            "bestRating": 5,
            "worstRating": 1,
        }
    return PageHead(
        title=f"{vendor.name} · {badge}{vendor.category.name} in {vendor.city}",
        description=Truncator(words).chars(200),
        path=f"/v/{vendor.slug}",
        image=image,
        json_ld=data,
    )


def _closing(opens: time, closes: time) -> str:
    """Return when a span closes; one that goes round the clock a minute before, as equal times mean closed to schema.org."""
    return "23:59" if opens == closes == time(0) else f"{closes:%H:%M}"


def _opening_hours(vendor: Vendor) -> list[dict[str, str]]:
    """Return the hours as schema.org has them: spans by weekday, special days by date, closed ones from midnight to midnight."""
    week = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{_DAYS[span.weekday]}",
            "opens": f"{span.opens:%H:%M}",
            "closes": _closing(span.opens, span.closes),
        }
        for span in vendor.hours.all()
    ]
    special = [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": f"{each.day}",
            "validThrough": f"{each.day}",
            "opens": f"{each.opens or time(0):%H:%M}",
            "closes": _closing(each.opens, each.closes) if each.opens and each.closes else "00:00",
        }
        for each in vendor.special_days.all()
    ]
    return [*week, *special]
