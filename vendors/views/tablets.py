"""Shared tablets and PINs, for people with a sign-in of their own: these views declare no scope."""

from django.contrib.auth import logout
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.reauthentication import require_recent_sign_in
from accounts.requests import signed_in_user
from common.errors import DomainError
from vendors.models import SharedTablet, StaffPin, Vendor
from vendors.permissions import Permission, require_private
from vendors.serializers import (
    PinInputSerializer,
    PinSerializer,
    SharedTabletSerializer,
    SharedTabletsSerializer,
    TabletInputSerializer,
)
from vendors.services import MOST_TABLETS, add_tablet, end_tablet, remove_pin, set_pin
from vendors.tablets import set_tablet_cookie
from vendors.views.base import BAD, CONFLICT, DENIED, MISSING, VendorScopedView, parsed

NO_PIN = {"set_at": None, "is_locked": False}


class NotABrowser(DomainError):
    """A shared tablet is known by a cookie, which takes the place of the browser's own sign-in."""

    code = "not_a_browser"
    title = "This is done in a browser"


class TabletListView(VendorScopedView):
    """The shared tablets of a vendor."""

    permission_classes = [IsAuthenticated]

    @extend_schema(
        operation_id="tablets_list", responses={200: SharedTabletsSerializer, **DENIED, **MISSING}, tags=["shared tablets"]
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return the tablets, newest first (owner, manager)."""
        vendor = _office(self, request, slug)
        team = list(vendor.memberships.values_list("pk", flat=True))  # each one's tablets are found by an index
        return Response({"results": SharedTabletSerializer(_tablets().filter(made_by__in=team), many=True).data})

    @extend_schema(
        operation_id="tablets_create",
        request=TabletInputSerializer,
        responses={201: SharedTabletSerializer, **BAD, **DENIED, **MISSING, **CONFLICT},
        tags=["shared tablets"],
    )
    def post(self, request: Request, slug: str) -> Response:
        """Make this browser a shared tablet (owner, manager) and sign its person out of it: it opens by PIN alone from now on.

        401 `reauthentication_required` where the sign-in is older than five minutes.
        """
        vendor = _office(self, request, slug)
        require_recent_sign_in(request)
        if request.auth is not None:
            raise NotABrowser("Open the website in the tablet's own browser, sign in there, and do it again.")
        wanted = parsed(TabletInputSerializer, request)
        made = add_tablet(vendor, by=signed_in_user(request), at=timezone.now(), request=request._request, **wanted)
        answer = Response(SharedTabletSerializer(made.tablet).data, status=status.HTTP_201_CREATED)
        logout(request._request)
        set_tablet_cookie(answer, made.token)
        return answer


class TabletView(VendorScopedView):
    """One shared tablet of a vendor."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="tablets_destroy", responses={204: None, **DENIED, **MISSING}, tags=["shared tablets"])
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """End a tablet (owner, manager): it is nobody's device from the next call on."""
        vendor = _office(self, request, slug)
        return _ended(get_object_or_404(_tablets(), made_by__vendor=vendor, pk=pk), request)


class OwnTabletListView(APIView):
    """The shared tablets that the caller set up, for the list of devices."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me_tablets_list", responses=SharedTabletsSerializer, tags=["shared tablets"])
    def get(self, request: Request) -> Response:
        """Return them, newest first, of all vendors."""
        theirs = _tablets().filter(made_by__user=signed_in_user(request))
        return Response({"results": SharedTabletSerializer(theirs[: 5 * MOST_TABLETS], many=True).data})


class OwnTabletView(APIView):
    """One that the caller set up."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="me_tablets_destroy", responses={204: None, **MISSING}, tags=["shared tablets"])
    def delete(self, request: Request, pk: int) -> Response:
        """End it, whatever one's role has become."""
        return _ended(get_object_or_404(_tablets(), made_by__user=signed_in_user(request), pk=pk), request)


class PinView(VendorScopedView):
    """The caller's own PIN at a vendor's shared tablets."""

    permission_classes = [IsAuthenticated]

    @extend_schema(operation_id="pin_retrieve", responses={200: PinSerializer, **DENIED, **MISSING}, tags=["shared tablets"])
    def get(self, request: Request, slug: str) -> Response:
        """Say whether there is one (every role). Nobody is ever shown it."""
        vendor = _counter(self, request, slug)
        rows = StaffPin.objects.filter(membership__vendor=vendor, membership__user=signed_in_user(request))
        row = rows.select_related("membership__user").first()
        return Response(PinSerializer(row or NO_PIN).data)

    @extend_schema(
        operation_id="pin_update",
        request=PinInputSerializer,
        responses={200: PinSerializer, **BAD, **DENIED, **MISSING},
        tags=["shared tablets"],
    )
    def put(self, request: Request, slug: str) -> Response:
        """Set it (every role); where one works by the one before, the tablet is locked.

        401 `reauthentication_required` where the sign-in is older than five minutes.
        """
        vendor = _counter(self, request, slug)
        require_recent_sign_in(request)
        pin = parsed(PinInputSerializer, request)["pin"]
        return Response(PinSerializer(set_pin(vendor, by=signed_in_user(request), pin=pin, request=request._request)).data)

    @extend_schema(operation_id="pin_destroy", responses={204: None, **DENIED, **MISSING}, tags=["shared tablets"])
    def delete(self, request: Request, slug: str) -> Response:
        """Take it away (every role): one is on no tablet's list any more."""
        remove_pin(_counter(self, request, slug), by=signed_in_user(request), request=request._request)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _office(view: VendorScopedView, request: Request, slug: str) -> Vendor:
    vendor = view.get_vendor(request, slug)
    require_private(request.user, vendor, Permission.TABLETS_CHANGE)
    return vendor


def _counter(view: VendorScopedView, request: Request, slug: str) -> Vendor:
    vendor = view.get_vendor(request, slug)
    require_private(request.user, vendor, Permission.ORDERS_ADVANCE)
    return vendor


def _tablets() -> QuerySet[SharedTablet]:
    rows = SharedTablet.objects.filter(expires_at__gt=timezone.now()).order_by("-created_at", "-pk")
    rows = rows.select_related("made_by__user", "made_by__vendor", "acting__user", "acting__pin")
    return rows.defer("made_by__vendor__search")


def _ended(tablet: SharedTablet, request: Request) -> Response:
    end_tablet(tablet, by=signed_in_user(request), request=request._request)
    return Response(status=status.HTTP_204_NO_CONTENT)
