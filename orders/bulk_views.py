"""The table of moves, and one move of many orders."""

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import signed_in_user
from orders.bulk import Wanted, advance_orders
from orders.bulk_serializers import BulkInput, BulkOutput, MoveTable
from orders.models import Fulfilment
from orders.serializers import moves_in
from orders.statuses import ActorRole, Status
from vendors.permissions import Permission, refuse_without_second_factor

BULK_EXAMPLE = OpenApiExample(
    "Two orders are ready",
    value={
        "status": "ready_for_pickup",
        "orders": [
            {"order": "GxV3nJdWQ2aT5cYb8LrK1w", "expected_sequence": 2},
            {"order": "p0MZk7sUeR4hVfXq9DjN2A", "expected_sequence": 2},
        ],
    },
    request_only=True,
)


class OrderMoves(APIView):
    """Moves of orders, as a member of their vendor."""

    scopes = {"GET": Permission.ORDERS_ADVANCE, "POST": Permission.ORDERS_ADVANCE}

    @extend_schema(operation_id="order_moves_table", responses=MoveTable, tags=["orders"])
    def get(self, _request: Request) -> Response:
        """Return what a vendor may do in each status. A program that was offline knows by it what may follow its own moves."""
        rows = [
            {
                "status": status,
                "fulfilment": way,
                "moves": moves_in(status, ActorRole.VENDOR, is_delivery=way == Fulfilment.DELIVERY),
            }
            for status in Status
            for way in Fulfilment
        ]
        return Response(MoveTable({"results": rows}).data)

    @extend_schema(
        operation_id="order_moves_create", request=BulkInput, responses=BulkOutput, tags=["orders"], examples=[BULK_EXAMPLE]
    )
    def post(self, request: Request) -> Response:
        """Make one move of up to 50 orders; each has its own result, and one that is refused stops no other.

        Send it again where its answer was lost: each order moves from its `expected_sequence` or not at all.
        """
        user = signed_in_user(request)
        refuse_without_second_factor(user, Permission.ORDERS_ADVANCE)
        data = BulkInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        wanted = [Wanted(each["order"], each["expected_sequence"]) for each in given.pop("orders")]
        return Response(BulkOutput({"results": advance_orders(wanted, to=Status(given.pop("status")), by=user, **given)}).data)
