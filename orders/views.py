"""Orders over HTTP."""

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.http import Http404
from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.factors import SecondFactorNeeded
from accounts.requests import signed_in_user
from accounts.scopes import OWN_ORDERS, memberships_for
from common.idempotency import idempotent
from common.pagination import KeysetPagination, Ordering
from common.schema import IDEMPOTENCY_KEY
from orders import services
from orders.filters import OrderFilter
from orders.models import Fulfilment, Order
from orders.pricing import Wanted
from orders.reads import visible_order_of
from orders.serializers import (
    CancelInput,
    MovedSerializer,
    OrderDetail,
    OrderInput,
    OrderSummary,
    ReceiptInput,
    StatusInput,
)
from orders.statuses import ActorRole, Status
from vendors.permissions import Permission, refuse_without_second_factor, vendors_at_work

ORDER_EXAMPLE = OpenApiExample(
    "Two loaves to pick up",
    value={
        "vendor": "crumb-and-co",
        "items": [{"item": 7, "quantity": 2}],
        "fulfilment": "pickup",
        "contact": {"name": "Ada Lovelace", "email": "ada@example.com", "phone": "+441174960000"},
        "note": "Sliced, please",
    },
    request_only=True,
)


def visible_order(user: Any, uid: str) -> Order:
    """Return the order that `user` may see. Raises Http404, SecondFactorNeeded where only the factor is missing."""
    order = Order.objects.visible_to(user).filter(uid=uid).first()
    if order is None:
        _explain_miss(user, uid)
        raise Http404
    return order


def _explain_miss(user: Any, uid: str) -> None:
    if not user.is_authenticated:
        return
    teams = memberships_for(user, Permission.ORDERS_VIEW).values("vendor")
    if Order.objects.filter(uid=uid, vendor__in=teams).exists():
        raise SecondFactorNeeded


class NewestFirst(KeysetPagination):
    """Newest first; the id settles orders of one instant (imports)."""

    default_order = Ordering("newest", "placed_at", models.DateTimeField())


class OrderViewMixin(generics.GenericAPIView[Order]):
    """What the order's serializers need to know of the caller."""

    def get_serializer_context(self) -> dict[str, Any]:
        """Return the caller, the vendors they belong to, and the site's address."""
        user = self.request.user
        return {"request": self.request, "user": user, "vendor_ids": self.vendor_ids, "base_url": settings.BASE_URL}

    @cached_property
    def vendor_ids(self) -> frozenset[int]:
        """The vendors whose orders this call may see."""
        user: Any = self.request.user
        return vendors_at_work(user, Permission.ORDERS_VIEW) if user.is_authenticated else frozenset()


class OrderList(OrderViewMixin, generics.ListAPIView[Order]):
    """The caller's orders: those placed, and those of the caller's vendors (`?vendor=`), newest first."""

    scopes = {"GET": (Permission.ORDERS_VIEW, OWN_ORDERS), "POST": "orders.place"}

    serializer_class = OrderSummary
    filterset_class = OrderFilter
    pagination_class = NewestFirst
    queryset = Order.objects.none()

    @property
    def throttle_scope(self) -> str | None:
        """Limit the placing of orders more than their reading."""
        return "order_create" if self.request.method == "POST" else None

    def get_queryset(self) -> Any:
        """Return what the caller may see, with vendor and lines."""
        return Order.objects.visible_to(self.request.user).with_vendor().with_timers().prefetch_related("items__order")

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Answer with a page; an empty board says so where only the second factor is missing."""
        answer = super().list(request, *args, **kwargs)
        asked_as_vendor = request.query_params.get("role") == ActorRole.VENDOR or "vendor" in request.query_params
        if asked_as_vendor and not answer.data["results"]:
            refuse_without_second_factor(request.user, Permission.ORDERS_VIEW)
        return answer

    @extend_schema(request=OrderInput, responses={201: OrderDetail}, parameters=[IDEMPOTENCY_KEY], examples=[ORDER_EXAMPLE])
    def post(self, request: Request) -> Response:
        """Place an order."""
        return self._place(request)

    @idempotent
    def _place(self, request: Request) -> Response:
        data = OrderInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = data.validated_data
        order = services.place_order(
            by=signed_in_user(request),
            vendor=given["vendor"],
            wanted=[Wanted(line["item"], line["quantity"], line["unit_price"]) for line in given["items"]],
            fulfilment=Fulfilment(given["fulfilment"]),
            contact=services.Contact(**given["contact"]),
            address=given.get("address"),
            note=given["note"],
            checkout=given["checkout"],
        )
        order = Order.objects.with_vendor().with_timers().with_lines().get(pk=order.pk)
        body = OrderDetail(order, context=self.get_serializer_context()).data
        return Response(body, status=status.HTTP_201_CREATED, headers={"Location": f"/api/v1/orders/{order.uid}/"})


class OrderRetrieve(OrderViewMixin, generics.RetrieveAPIView[Order]):
    """One order, for its customer and its vendor's members."""

    scopes = {"GET": (Permission.ORDERS_VIEW, OWN_ORDERS)}

    serializer_class = OrderDetail
    lookup_field = "uid"
    queryset = Order.objects.none()

    def get_object(self) -> Order:
        """Return what the caller may see; 403 instead of 404 where only the second factor is missing."""
        user, uid = self.request.user, self.kwargs["uid"]
        order = visible_order_of(user, uid, vendors=self.vendor_ids)
        if order is None:
            _explain_miss(user, uid)
            raise Http404
        return order


class MoveView(APIView):
    """Base of the three views that append an entry."""

    def moved(self, advanced: services.Advanced, role: ActorRole) -> Response:
        """Answer with the entry and what can come next."""
        advanced.entry.order = advanced.order
        context = {"role": role, "created": advanced.created}
        return Response(MovedSerializer(advanced.entry, context=context).data)


class OrderStatus(MoveView):
    """Move an order along, as a member of its vendor."""

    scopes = {"PATCH": Permission.ORDERS_ADVANCE, "PUT": Permission.ORDERS_ADVANCE}

    @extend_schema(
        request=StatusInput, responses=MovedSerializer, parameters=[IDEMPOTENCY_KEY], operation_id="order_status_update"
    )
    def patch(self, request: Request, uid: str) -> Response:
        """Append one entry and return it. The same status again changes nothing; see `created`."""
        return self._move(request, uid)

    @extend_schema(
        request=StatusInput, responses=MovedSerializer, parameters=[IDEMPOTENCY_KEY], operation_id="order_status_replace"
    )
    def put(self, request: Request, uid: str) -> Response:
        """Do as PATCH does."""
        return self._move(request, uid)

    @idempotent
    def _move(self, request: Request, uid: str) -> Response:
        order = visible_order(request.user, uid)
        data = StatusInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        advanced = services.advance_order(order, to=Status(given.pop("status")), by=signed_in_user(request), **given)
        return self.moved(advanced, ActorRole.VENDOR)


class OrderCancel(MoveView):
    """Cancel an order, as its customer."""

    scopes = {"POST": "orders.place"}

    @extend_schema(request=CancelInput, responses=MovedSerializer, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, uid: str) -> Response:
        """Cancel while the order is still placed."""
        return self._cancel(request, uid)

    @idempotent
    def _cancel(self, request: Request, uid: str) -> Response:
        order = visible_order(request.user, uid)
        data = CancelInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.moved(services.cancel_order(order, by=signed_in_user(request), **data.validated_data), ActorRole.CUSTOMER)


class OrderConfirmReceipt(MoveView):
    """Say that an order arrived, as its customer."""

    scopes = {"POST": "orders.place"}

    @extend_schema(request=ReceiptInput, responses=MovedSerializer, parameters=[IDEMPOTENCY_KEY])
    def post(self, request: Request, uid: str) -> Response:
        """Complete an order that was delivered or is ready for pickup."""
        return self._confirm(request, uid)

    @idempotent
    def _confirm(self, request: Request, uid: str) -> Response:
        order = visible_order(request.user, uid)
        data = ReceiptInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.moved(services.confirm_receipt(order, by=signed_in_user(request), **data.validated_data), ActorRole.CUSTOMER)
