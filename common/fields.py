"""Serializer fields that several apps share."""

import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from common.money import GivenMoney, Money, as_money

_AMOUNT = re.compile(r"\d{1,12}(\.\d{1,3})?", re.ASCII)
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

    def to_internal_value(self, data: Any) -> GivenMoney:
        """Return the amount and the currency it was given in; the service turns it into minor units of its currency."""
        amount, currency = (data.get("amount"), data.get("currency")) if isinstance(data, dict) else (data, None)
        if isinstance(amount, bool) or not isinstance(amount, str | int) or not _AMOUNT.fullmatch(str(amount)):
            self.fail("invalid")
        if currency is not None and not isinstance(currency, str):
            self.fail("invalid")
        return GivenMoney(Decimal(amount), currency)


class SlugField(serializers.SlugRelatedField[Any]):
    """A row by its slug. What can be no slug names no row; it never reaches the database."""

    def to_internal_value(self, data: Any) -> Any:
        """Return the row."""
        if not isinstance(data, str):
            self.fail("invalid")
        if "\0" in data:
            self.fail("does_not_exist", slug_name=self.slug_field, value="")
        return super().to_internal_value(data)
