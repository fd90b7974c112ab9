"""The way to the badge, and what became of it."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.scopes import PUBLIC
from common.pagination import KeysetPagination
from common.schema import PAGE_PARAMETERS
from vendors.badge_history import lines_of
from vendors.models import Vendor
from vendors.onboarding import onboarding_of
from vendors.permissions import Permission, require_private
from vendors.serializers import BadgeLineSerializer, OnboardingSerializer
from vendors.views.base import BAD, DENIED, MISSING, VendorScopedView


class BadgePageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of a badge's history."""

    results = BadgeLineSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class BadgeView(VendorScopedView):
    """The history of a badge."""

    permission_classes = [AllowAny]
    scopes = {"GET": PUBLIC}

    @extend_schema(
        operation_id="vendors_badge_list",
        parameters=PAGE_PARAMETERS,
        responses={200: BadgePageSerializer, **BAD, **MISSING},
        tags=["vendors"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return how the badge came, was renewed and went, the newest first, each line with its entry in the public log."""
        vendor = self.get_vendor(request, slug)
        pages = KeysetPagination()
        lines = lines_of(vendor, pages.paginate_queryset(vendor.badge_changes.all(), request))
        return Response(
            {
                "results": [BadgeLineSerializer(line, context={"request": request}).data for line in lines],
                "next": pages.get_next_link(),
                "previous": pages.get_previous_link(),
            }
        )


class OnboardingView(VendorScopedView):
    """How far a vendor is."""

    permission_classes = [IsAuthenticated]
    scopes = {"GET": Permission.CHECKS_VIEW}

    @extend_schema(
        operation_id="vendors_onboarding_retrieve",
        responses={200: OnboardingSerializer, **DENIED, **MISSING},
        tags=["checks"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return the steps to a verified badge: what is done, what is missing and why it is asked for (owner, manager)."""
        vendor = self.get_vendor(request, slug)
        require_private(request.user, vendor, Permission.CHECKS_VIEW)
        whole = Vendor.objects.with_verification().prefetch_related("checks").defer("search")
        return Response(OnboardingSerializer(onboarding_of(get_object_or_404(whole, pk=vendor.pk))).data)
