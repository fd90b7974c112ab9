"""A vendor's profile."""

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC
from vendors.permissions import Permission, require
from vendors.serializers import CoverAnswerSerializer, CoverSerializer, VendorChangesSerializer, VendorSerializer
from vendors.serializers.vendor import absolute_url, cover_json
from vendors.services import set_cover, set_hours, set_place, set_special_days, update_vendor
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed, profile_of
from vendors.views.writing import profile_changes


class VendorView(VendorScopedView):
    """One vendor."""

    scopes = {"GET": PUBLIC, "PATCH": Permission.PROFILE_CHANGE}

    @extend_schema(operation_id="vendors_retrieve", responses={200: VendorSerializer, **MISSING}, tags=["vendors"])
    def get(self, request: Request, slug: str) -> Response:
        """Return the profile: hours, place, and what was checked and when."""
        return Response(profile_of(self.get_vendor(request, slug), request))

    @extend_schema(
        operation_id="vendors_update",
        request=VendorChangesSerializer(partial=True),
        responses={200: VendorSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["vendors"],
    )
    @transaction.atomic
    def patch(self, request: Request, slug: str) -> Response:
        """Change the profile (owner, manager). `hours` replaces all spans, `special_days` all days, `address` all parts."""
        vendor = self.get_vendor(request, slug)
        require(request.user, vendor, Permission.PROFILE_CHANGE)
        by, data = signed_in_user(request), parsed(VendorChangesSerializer, request, partial=True)
        parts = {name: data.pop(name) for name in ("hours", "special_days", "location") if name in data}
        end_checks = data.pop("end_checks", False)
        update_vendor(
            vendor, by=by, changes=profile_changes(data), end_checks=end_checks
        )  # first: it locks checks, then the vendor
        if "hours" in parts:
            set_hours(vendor, by=by, spans=parts["hours"])
        if "special_days" in parts:
            set_special_days(vendor, by=by, days=parts["special_days"])
        if "location" in parts:
            set_place(vendor, by=by, location=parts["location"], end_checks=end_checks)
        return Response(profile_of(vendor, request))


class CoverView(VendorScopedView):
    """The cover."""

    parser_classes = [MultiPartParser]
    throttle_scope = "upload"
    scopes = {"PUT": Permission.PROFILE_CHANGE}

    @extend_schema(
        operation_id="vendors_cover_update",
        request={"multipart/form-data": CoverSerializer},
        responses={200: CoverAnswerSerializer, **BAD, **DENIED, **MISSING},
        tags=["vendors"],
    )
    def put(self, request: Request, slug: str) -> Response:
        """Replace the cover (owner, manager). The picture is drawn anew: no metadata of the file is kept."""
        vendor = self.get_vendor(request, slug)
        require(request.user, vendor, Permission.PROFILE_CHANGE)
        updated = set_cover(vendor, by=signed_in_user(request), upload=parsed(CoverSerializer, request)["cover"])
        return Response({"cover_url": absolute_url(request, updated.cover), "cover": cover_json(request, updated)})
