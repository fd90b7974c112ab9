"""One move of many orders, and the table of moves, over HTTP."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.problems import problem
from orders.bulk import MOST_AT_ONCE, Outcome
from orders.models import Fulfilment
from orders.serializers import AllowedTransition, MovedSerializer, StatusInput
from orders.statuses import ActorRole, Status

UID_LENGTH = 22


class WantedInput(serializers.Serializer[Any]):
    """An order of a bulk move."""

    order = serializers.CharField(min_length=UID_LENGTH, max_length=UID_LENGTH, help_text="Its uid.")
    expected_sequence = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class BulkInput(StatusInput):
    """One move of many orders."""

    expected_sequence = None  # type: ignore[assignment]  # each order has its own
    orders = WantedInput(many=True, allow_empty=False, max_length=MOST_AT_ONCE)  # type: ignore[call-arg]  # the stubs lack it

    def validate_orders(self, value: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse an order that is named twice."""
        if len({each["order"] for each in value}) != len(value):
            raise serializers.ValidationError("An order is named twice.", code="unique")
        return value


class OutcomeOutput(serializers.Serializer[Outcome]):
    """What became of one order: `moved`, or a `problem` (RFC 9457); the other is null."""

    order = serializers.CharField(source="uid", help_text="Its uid.")
    moved = serializers.SerializerMethodField()
    problem = serializers.SerializerMethodField()

    @extend_schema_field(MovedSerializer(allow_null=True))
    def get_moved(self, outcome: Outcome) -> Any:
        """Return the entry and what can come next, as a single move does."""
        if outcome.advanced is None:
            return None
        outcome.advanced.entry.order = outcome.advanced.order
        context = {"role": ActorRole.VENDOR, "created": outcome.advanced.created}
        return MovedSerializer(outcome.advanced.entry, context=context).data

    @extend_schema_field({"oneOf": [{"type": "object", "additionalProperties": True}, {"type": "null"}]})
    def get_problem(self, outcome: Outcome) -> dict[str, Any] | None:
        """Return why it was not moved, as a single move would have answered."""
        error = outcome.refusal
        if error is None:
            return None
        return problem(int(error.status), code=error.code, title=error.title, detail=error.detail, **error.extra)


class BulkOutput(serializers.Serializer[Any]):
    """A result for each order, in the order asked."""

    results = OutcomeOutput(many=True)


class StatusMoves(serializers.Serializer[Any]):
    """What a vendor may do with an order in a status."""

    status = serializers.ChoiceField(choices=Status.choices)
    fulfilment = serializers.ChoiceField(choices=Fulfilment.choices)
    moves = AllowedTransition(many=True)


class MoveTable(serializers.Serializer[Any]):
    """The table of moves, as far as vendors go."""

    results = StatusMoves(many=True)
