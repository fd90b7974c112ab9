"""Money is whole minor units."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.money import MAX_MINOR, as_money, exponent, to_minor


@given(minor=st.integers(0, MAX_MINOR), currency=st.sampled_from(["GBP", "BRL", "JPY", "KWD"]))
def test_r23_what_goes_out_comes_back(minor: int, currency: str) -> None:
    assert to_minor(Decimal(as_money(minor, currency)["amount"]), currency) == minor


def test_r23_decimals_follow_the_currency() -> None:
    assert as_money(1250, "GBP") == {"amount": "12.50", "currency": "GBP"}
    assert as_money(1250, "JPY") == {"amount": "1250", "currency": "JPY"}
    assert as_money(1250, "KWD") == {"amount": "1.250", "currency": "KWD"}
    assert exponent("EUR") == 2


@pytest.mark.parametrize("amount", ["0.001", "-1", "1e20"])
def test_r23_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match=r"decimals|range"):
        to_minor(Decimal(amount), "GBP")
