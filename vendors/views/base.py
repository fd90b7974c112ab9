"""What the views of one vendor share."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse
from rest_framework.permissions import IsAuthenticatedOrReadOnly
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView

from vendors.models import Vendor
from vendors.serializers import VendorSerializer

PROBLEM = OpenApiResponse(OpenApiTypes.OBJECT, description="A problem (RFC 9457) with a stable `code`.")
BAD, DENIED, MISSING, CONFLICT = ({status: PROBLEM} for status in (400, 403, 404, 409))


class VendorScopedView(APIView):
    """A view below `/vendors/{slug}/`; reading is for everybody unless the subclass says otherwise."""

    permission_classes = [IsAuthenticatedOrReadOnly]

    def get_vendor(self, request: Request, slug: str) -> Vendor:
        """Return the vendor, or 404 where the caller cannot see it."""
        return get_object_or_404(Vendor.objects.visible_to(request.user).defer("search"), slug=slug)


def parsed(serializer: type[BaseSerializer[Any]], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """Return the checked body. Raises ValidationError."""
    checked = serializer(data=request.data, partial=partial)
    checked.is_valid(raise_exception=True)
    data: dict[str, Any] = checked.validated_data
    return data


def profile_of(vendor: Vendor, request: Request) -> Any:
    """Return a vendor's profile as JSON values."""
    rows = Vendor.objects.with_verification().with_distance(None).with_open_now(timezone.now())
    full = rows.select_related("category").prefetch_related("hours", "special_days", "checks").defer("search").get(pk=vendor.pk)
    return VendorSerializer(full, context={"request": request}).data
