"""What the counter switches during the day: new orders on or off, and what is sold out."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import signed_in_user
from vendors.models import Item
from vendors.permissions import Permission, require
from vendors.serializers import ItemSerializer, PauseInputSerializer, PauseSerializer
from vendors.services import mark_back, mark_sold_out, pause_orders, resume_orders
from vendors.views.base import BAD, DENIED, MISSING, VendorScopedView, parsed


class PauseView(VendorScopedView):
    """Whether a vendor takes new orders."""

    permission_classes = [IsAuthenticated]
    scopes = {"PUT": Permission.ORDERS_PAUSE, "DELETE": Permission.ORDERS_PAUSE}

    @extend_schema(
        operation_id="vendors_pause_update",
        request=PauseInputSerializer,
        responses={200: PauseSerializer, **BAD, **DENIED, **MISSING},
        tags=["vendors"],
    )
    def put(self, request: Request, slug: str) -> Response:
        """Take no new orders until a time, or until resumed (every role). Orders that were placed before go on."""
        vendor = self.get_vendor(request, slug)
        until = parsed(PauseInputSerializer, request)["until"]
        return Response(PauseSerializer(pause_orders(vendor, by=signed_in_user(request), at=timezone.now(), until=until)).data)

    @extend_schema(
        operation_id="vendors_pause_destroy",
        responses={200: PauseSerializer, **DENIED, **MISSING},
        tags=["vendors"],
    )
    def delete(self, request: Request, slug: str) -> Response:
        """Take new orders again (every role)."""
        vendor = self.get_vendor(request, slug)
        return Response(PauseSerializer(resume_orders(vendor, by=signed_in_user(request), at=timezone.now())).data)


class SoldOutView(VendorScopedView):
    """Whether an item is sold out today."""

    permission_classes = [IsAuthenticated]
    scopes = {"PUT": Permission.ITEMS_AVAILABILITY, "DELETE": Permission.ITEMS_AVAILABILITY}

    @extend_schema(
        operation_id="items_sold_out_update",
        request=None,
        responses={200: ItemSerializer, **DENIED, **MISSING},
        tags=["items"],
    )
    def put(self, request: Request, slug: str, pk: int) -> Response:
        """Sell no more of it today (every role): it is back by itself on the vendor's next opening day."""
        return _shown(mark_sold_out(self._item(request, slug, pk), by=signed_in_user(request), at=timezone.now()), request)

    @extend_schema(
        operation_id="items_sold_out_destroy",
        responses={200: ItemSerializer, **DENIED, **MISSING},
        tags=["items"],
    )
    def delete(self, request: Request, slug: str, pk: int) -> Response:
        """Sell it again (every role)."""
        return _shown(mark_back(self._item(request, slug, pk), by=signed_in_user(request)), request)

    def _item(self, request: Request, slug: str, pk: int) -> Item:
        vendor = self.get_vendor(request, slug)
        require(request.user, vendor, Permission.ITEMS_AVAILABILITY)
        return get_object_or_404(Item.objects.visible_to(request.user).select_related("vendor"), vendor=vendor, pk=pk)


def _shown(item: Item, request: Request) -> Response:
    return Response(ItemSerializer(item, context={"request": request, "is_member": True}).data)
