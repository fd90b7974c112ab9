"""What helps while somebody is typing: suggestions, and places by name."""

from drf_spectacular.utils import OpenApiExample, OpenApiParameter, extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.scopes import PUBLIC
from vendors.gazetteers import find_places
from vendors.serializers import PlacesSerializer, SuggestionsSerializer
from vendors.suggestions import suggest

MAX_TYPED = 100


class SuggestionListView(APIView):
    """What may be going to be asked."""

    permission_classes = [AllowAny]
    throttle_scope = "suggest"
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="vendors_suggest",
        parameters=[OpenApiParameter("q", str, description="What was typed so far, up to 100 letters.")],
        responses=SuggestionsSerializer,
        examples=[
            OpenApiExample(
                "A category", value={"results": [{"kind": "category", "text": "Bakery", "slug": "bakery", "detail": ""}]}
            )
        ],
        tags=["vendors"],
    )
    def get(self, request: Request) -> Response:
        """Suggest businesses, categories, things for sale, cities and words. Nothing before two letters."""
        return Response({"results": suggest(request.query_params.get("q", "")[:MAX_TYPED])})


class PlaceListView(APIView):
    """Places by name."""

    permission_classes = [AllowAny]
    throttle_scope = "search"
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="places_list",
        parameters=[OpenApiParameter("q", str, description="A city or postcode, or its beginning, up to 100 letters.")],
        responses=PlacesSerializer,
        examples=[
            OpenApiExample(
                "A city",
                value={
                    "results": [
                        {
                            "name": "Bristol",
                            "kind": "city",
                            "country": "GB",
                            "slug": "bristol-gb",
                            "latitude": 51.454,
                            "longitude": -2.588,
                        }
                    ]
                },
            )
        ],
        tags=["vendors"],
    )
    def get(self, request: Request) -> Response:
        """Find a place to search near: the cities and postcodes of vendors, and what the site's gazetteer knows beside."""
        return Response({"results": find_places(request.query_params.get("q", "")[:MAX_TYPED])})
