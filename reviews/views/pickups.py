"""The vendor's rating of a pick-up."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from accounts.scopes import OWN_ORDERS
from common.idempotency import idempotent
from common.schema import IDEMPOTENCY_KEY
from orders.models import Order
from reviews.models import PickupRating
from reviews.pickups import pickup_refusal, rate_pickup
from reviews.serializers import PickupInput, PickupRatingSerializer, PickupViewSerializer
from reviews.views.base import parsed
from vendors.permissions import Permission, has_permission


class OrderPickupRating(APIView):
    """How the vendor found a pick-up: for its team and, once revealed, for the customer."""

    scopes = {"GET": (Permission.ORDERS_VIEW, OWN_ORDERS), "POST": Permission.ORDERS_ADVANCE}

    @extend_schema(operation_id="pickup_rating_retrieve", responses=PickupViewSerializer)
    def get(self, request: Request, uid: str) -> Response:
        """Return the rating as far as the caller may see it, and whether the caller can rate now."""
        user = signed_in_user(request)
        order = self._order(request, uid)
        is_team = has_permission(user, order.vendor, Permission.ORDERS_VIEW)
        reason = pickup_refusal(order) if is_team else None
        can_rate = is_team and reason is None and has_permission(user, order.vendor, Permission.ORDERS_ADVANCE)
        answer = {"allowed": can_rate, "reason": reason, "pickup": _seen(order, is_team=is_team)}
        return Response(PickupViewSerializer(answer).data)

    @extend_schema(
        operation_id="pickup_rating_create",
        request=PickupInput,
        responses={201: PickupRatingSerializer},
        parameters=[IDEMPOTENCY_KEY],
    )
    def post(self, request: Request, uid: str) -> Response:
        """Rate a completed pick-up as one of the vendor's team. 409 `pickup_not_ratable` says in `reason` why not."""
        return self._rate(request, uid)

    @idempotent
    def _rate(self, request: Request, uid: str) -> Response:
        user = signed_in_user(request)
        pickup = rate_pickup(self._order(request, uid), by=user, **parsed(PickupInput, request))
        return Response(PickupRatingSerializer(pickup).data, status=status.HTTP_201_CREATED)

    def _order(self, request: Request, uid: str) -> Order:
        return get_object_or_404(Order.objects.visible_to(request.user).select_related("vendor"), uid=uid)


def _seen(order: Order, *, is_team: bool) -> PickupRating | None:
    """Return the rating: to the team at once, to the customer when it is revealed or its window is over."""
    pickup = PickupRating.objects.filter(order=order).first()
    if pickup is None or is_team or pickup.revealed_at is not None:
        return pickup
    return pickup if pickup.is_due(timezone.now()) else None
