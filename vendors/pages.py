"""What the server says of a vendor's page."""

from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import Truncator

from common.heads import PageHead
from vendors.models import Vendor
from vendors.rating import rate


def profile_head(slug: str) -> PageHead:
    """Return the head of a vendor's profile; 404 where there is none."""
    vendor = Vendor.objects.listed().with_verification().select_related("category").filter(slug=slug).first()
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
