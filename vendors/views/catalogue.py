"""What a vendor sells."""

from django.db import models
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.requests import signed_in_user
from accounts.scopes import PUBLIC, is_granted
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY, PAGE_PARAMETERS
from vendors.models import Item, Vendor
from vendors.permissions import Permission, is_member, require
from vendors.serializers import ItemInputSerializer, ItemSerializer
from vendors.services import add_item, update_item
from vendors.views.base import BAD, DENIED, MISSING, VendorScopedView, parsed

BY_POSITION = Ordering("position", "position", models.IntegerField(), descending=False)


class ItemPageSerializer(serializers.Serializer[dict[str, object]]):
    """A page of items."""

    results = ItemSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ItemListView(VendorScopedView):
    """The items of a vendor."""

    scopes = {"GET": PUBLIC, "POST": Permission.ITEMS_CHANGE}

    @extend_schema(
        operation_id="items_list",
        parameters=PAGE_PARAMETERS,
        responses={200: ItemPageSerializer, **BAD, **MISSING},
        tags=["items"],
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return what is on sale, in the vendor's order; members see what is off sale too, and the exact stock."""
        vendor = self.get_vendor(request, slug)
        member = _sees_all(request, vendor)
        pages = KeysetPagination(BY_POSITION)
        rows = pages.paginate_queryset(Item.objects.visible_to(request.user).filter(vendor=vendor), request)
        results = ItemSerializer(rows, many=True, context={"request": request, "is_member": member}).data
        return Response({"results": results, "next": pages.get_next_link(), "previous": pages.get_previous_link()})

    @extend_schema(
        operation_id="items_create",
        parameters=[IDEMPOTENCY_KEY],
        request=ItemInputSerializer,
        responses={201: ItemSerializer, **BAD, **DENIED, **MISSING},
        tags=["items"],
    )
    @idempotent
    def post(self, request: Request, slug: str) -> Response:
        """Put an item up for sale (owner, manager)."""
        vendor = self.get_vendor(request, slug)
        require(request.user, vendor, Permission.ITEMS_CHANGE)
        item = add_item(vendor, by=signed_in_user(request), **parsed(ItemInputSerializer, request))
        return Response(_seen_by_member(item, request), status=status.HTTP_201_CREATED)


class ItemView(VendorScopedView):
    """One item."""

    scopes = {"GET": PUBLIC, "PATCH": Permission.ITEMS_AVAILABILITY}

    @extend_schema(operation_id="items_retrieve", responses={200: ItemSerializer, **MISSING}, tags=["items"])
    def get(self, request: Request, slug: str, pk: int) -> Response:
        """Return an item; one that is off sale is there for members alone."""
        vendor = self.get_vendor(request, slug)
        member = _sees_all(request, vendor)
        item = get_object_or_404(Item.objects.visible_to(request.user), vendor=vendor, pk=pk)
        return Response(ItemSerializer(item, context={"request": request, "is_member": member}).data)

    @extend_schema(
        operation_id="items_update",
        request=ItemInputSerializer(partial=True),
        responses={200: ItemSerializer, **BAD, **DENIED, **MISSING},
        tags=["items"],
    )
    def patch(self, request: Request, slug: str, pk: int) -> Response:
        """Change an item (owner, manager); `stock` and `is_available` are for staff too. Placed orders keep their price."""
        vendor = self.get_vendor(request, slug)
        require(request.user, vendor, Permission.ITEMS_AVAILABILITY)
        item = get_object_or_404(Item.objects.visible_to(request.user).select_related("vendor"), vendor=vendor, pk=pk)
        return Response(
            _seen_by_member(
                update_item(item, by=signed_in_user(request), changes=parsed(ItemInputSerializer, request, partial=True)), request
            )
        )


def _sees_all(request: Request, vendor: Vendor) -> bool:
    """Say whether the caller sees what is off sale: a member, within what a token or key was given for."""
    return is_member(request.user, vendor) and is_granted(request.user, vendor.pk, Permission.ITEMS_AVAILABILITY)


def _seen_by_member(item: Item, request: Request) -> dict[str, object]:
    data: dict[str, object] = ItemSerializer(item, context={"request": request, "is_member": True}).data
    return data
