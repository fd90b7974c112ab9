"""Money: integer minor units and an ISO 4217 code; decimal strings in JSON."""

from decimal import Decimal
from typing import NamedTuple, TypedDict

MAX_MINOR = 10**11
_EXPONENTS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "BHD": 3, "KWD": 3, "TND": 3, "JOD": 3, "OMR": 3}


class Money(TypedDict):
    """`{"amount": "12.50", "currency": "GBP"}`."""

    amount: str
    currency: str


class GivenMoney(NamedTuple):
    """An amount as somebody gave it; `currency` is None where they named none."""

    amount: Decimal
    currency: str | None = None


def exponent(currency: str) -> int:
    """Return the number of decimals of a currency (ISO 4217)."""
    return _EXPONENTS.get(currency, 2)


def as_money(minor: int, currency: str) -> Money:
    """Return minor units as the contract's money object."""
    places = exponent(currency)
    return {"amount": f"{Decimal(minor).scaleb(-places):.{places}f}", "currency": currency}


def to_minor(amount: Decimal, currency: str) -> int:
    """Return a decimal amount in minor units.

    Raises ValueError when it has more decimals than the currency, is negative, or is over the cap.
    """
    minor = amount.scaleb(exponent(currency))
    if minor != minor.to_integral_value():
        raise ValueError(f"{currency} has {exponent(currency)} decimals")
    if not 0 <= minor <= MAX_MINOR:
        raise ValueError("out of range")
    return int(minor)
