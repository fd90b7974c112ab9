"""Serializer fields that several apps share."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.money import Money, as_money

MONEY_SCHEMA = {
    "type": "object",
    "properties": {
        "amount": {"type": "string", "pattern": r"^\d+(\.\d+)?$", "examples": ["12.50"]},
        "currency": {"type": "string", "minLength": 3, "maxLength": 3, "examples": ["GBP"]},
    },
    "required": ["amount", "currency"],
}


@extend_schema_field(MONEY_SCHEMA)
class MoneyField(serializers.Field[Any, Any, Money, Any]):
    """Reads minor units from `source` and the currency from the object's `currency`; takes a decimal string or object."""

    default_error_messages = {"invalid": _("Give an amount like 12.50.")}

    def __init__(self, *, currency_from: str = "currency", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.currency_from = currency_from

    def get_attribute(self, instance: Any) -> Any:
        """Return the pair (minor units, currency)."""
        currency = instance
        for part in self.currency_from.split("."):
            currency = getattr(currency, part)
        return super().get_attribute(instance), currency

    def to_representation(self, value: Any) -> Money:
        """Return the contract's money object."""
        return as_money(*value)

    def to_internal_value(self, data: Any) -> Decimal:
        """Return the amount as a Decimal; the service turns it into minor units of its currency."""
        amount = data.get("amount") if isinstance(data, dict) else data
        if not isinstance(amount, str | int):
            self.fail("invalid")
        try:
            value = Decimal(str(amount))
        except InvalidOperation:
            self.fail("invalid")
        if not value.is_finite() or value < 0 or abs(value.adjusted()) > 12:
            self.fail("invalid")
        return value
