"""Finding vendors, and joining them."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.permissions import AllowAny, IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from common.idempotency import idempotent
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from vendors.browsing import VendorPages
from vendors.discovery import Search, read_search
from vendors.facets import count_facets
from vendors.filters import ORDERINGS
from vendors.models import Category
from vendors.reasons import explain
from vendors.serializers import (
    CategorySerializer,
    FoundVendorSerializer,
    VendorCreateSerializer,
    VendorPageSerializer,
    VendorSerializer,
)
from vendors.services import create_vendor
from vendors.views.base import BAD, parsed, profile_of
from vendors.views.writing import profile_changes

#: The counts are made by the scheduler (services.count_listed); the tree itself may be this old.
COUNTS_KEPT_SECONDS = 30
FILTER_PARAMETERS = [
    OpenApiParameter("search", str, description="Words, as in a web search: quotes, OR, -without. Accents do not matter."),
    OpenApiParameter("as_typed", bool, description="Take no word of `search` for a mistyped one."),
    OpenApiParameter("category", str, description="Slug; includes the categories below it."),
    OpenApiParameter("city", str, description="Slug of a city, from the facets or from `/places/`."),
    OpenApiParameter("is_verified", bool, description="All required checks approved and unexpired at this moment, or not."),
    OpenApiParameter(
        "near", str, description="`latitude,longitude` in degrees.", examples=[OpenApiExample("Bristol", value="51.45,-2.58")]
    ),
    OpenApiParameter("radius_km", float, description="Up to 100; 10 where none is given. Needs `near`."),
    OpenApiParameter("min_rating", float, description="1 to 5."),
    OpenApiParameter("open_now", bool, description="Open at this moment by the vendor's own clock, or not."),
    OpenApiParameter(
        "ordering",
        str,
        enum=ORDERINGS,
        description="`best` (the default) is relevance with `search`, distance with `near`, else the score of reviews.",
    ),
]
_EXAMPLE = OpenApiExample(
    "One vendor",
    response_only=True,
    status_codes=["200"],
    value={
        "results": [
            {
                "slug": "crumb-and-co",
                "name": "Crumb & Co",
                "tagline": "Sourdough since 1998",
                "category": {"slug": "bakery", "name": "Bakery"},
                "city": "Bristol",
                "is_verified": True,
                "verified_at": "2026-05-01T09:00:00.000000Z",
                "rating": {"average": 4.71, "count": 38},
                "distance_km": 0.84,
                "open_now": True,
                "opening_changes_at": "2026-05-04T16:00:00.000000Z",
                "timezone": "Europe/London",
                "cover_url": None,
                "cover": None,
                "location": {"latitude": 51.4545, "longitude": -2.5879},
                "why": {
                    "order": "relevance",
                    "words": [{"word": "bread", "sections": ["items", "about"]}],
                    "score": 4.57,
                    "score_version": 1,
                },
            }
        ],
        "next": None,
        "previous": None,
        "words": {"typed": "bred", "used": "bread", "is_corrected": True},
        "facets": {
            "categories": [{"slug": "bakery", "name": "Bakery", "count": 1}],
            "cities": [{"slug": "bristol-gb", "name": "Bristol", "count": 1}],
            "ratings": [{"min_rating": 4.0, "count": 1}],
            "distances": [{"radius_km": 1, "count": 1}],
            "is_verified": 1,
            "open_now": 1,
            "total": 1,
            "capped": False,
        },
    },
)


class CategoryListView(APIView):
    """The categories."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(operation_id="categories_list", responses=CategorySerializer(many=True), tags=["vendors"])
    def get(self, request: Request) -> Response:
        """Return the tree of categories with the number of vendors listed in each."""
        return Response(cache.get_or_set("vendors.categories", _tree, COUNTS_KEPT_SECONDS))


def _tree() -> list[dict[str, Any]]:
    counted = list(Category.objects.all())
    nodes: dict[int, dict[str, Any]] = {
        row.pk: {"slug": row.slug, "name": row.name, "count": row.listed, "children": []} for row in counted
    }
    for row in counted:
        if row.parent_id:
            nodes[row.parent_id]["children"].append({name: nodes[row.pk][name] for name in ("slug", "name", "count")})
            nodes[row.parent_id]["count"] += row.listed
    return [nodes[row.pk] for row in counted if row.parent_id is None]


def _words(found: Search) -> dict[str, Any] | None:
    asked = found.question
    return {"typed": asked.typed, "used": asked.used, "is_corrected": bool(asked.corrected)} if asked else None


class VendorListView(APIView):
    """Vendors."""

    permission_classes = [IsAuthenticatedOrReadOnly]
    scopes = {"GET": PUBLIC}

    @property
    def throttle_scope(self) -> str | None:
        """Searching by words has a limit of its own, and so has opening vendors."""
        if self.request.method == "POST":
            return "vendor_create"
        return "search" if "search" in self.request.GET else None

    @extend_schema(
        operation_id="vendors_list",
        parameters=[*FILTER_PARAMETERS, *PAGE_PARAMETERS],
        responses={200: VendorPageSerializer, **BAD},
        examples=[_EXAMPLE],
        tags=["vendors"],
    )
    def get(self, request: Request) -> Response:
        """Find vendors. `facets` counts among the first 300 matches; a search by words returns its 200 best-rated matches."""
        found = read_search(request.query_params, timezone.now())
        pages = VendorPages(found.order)
        rows = pages.paginate_queryset(found, request)
        results = FoundVendorSerializer(rows, many=True, context={"request": request, "reasons": explain(found, rows)}).data
        links = {"next": pages.get_next_link(), "previous": pages.get_previous_link()}
        return Response({"results": results, **links, "words": _words(found), "facets": count_facets(found)})

    @extend_schema(
        operation_id="vendors_create",
        parameters=[IDEMPOTENCY_KEY],
        request=VendorCreateSerializer,
        responses={201: VendorSerializer, **BAD},
        tags=["vendors"],
    )
    @idempotent
    @transaction.atomic
    def post(self, request: Request) -> Response:
        """Open a vendor and become its owner. It is not verified until its checks are approved."""
        data = parsed(VendorCreateSerializer, request)
        vendor = create_vendor(
            by=signed_in_user(request),
            currency=data.pop("currency"),
            location=data.pop("location", None),
            hours=data.pop("hours", ()),
            special_days=data.pop("special_days", ()),
            **profile_changes(data),
        )
        return Response(profile_of(vendor, request), status=status.HTTP_201_CREATED)
