"""Rates are rounded as on paper, and nothing is not zero."""

from decimal import Decimal

import pytest

from dangvu.indicators.rounding import rate


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "expected"),
    [
        (8006, 46304, 2, "17.29"),
        (455228, 486114, 1, "93.6"),
        (1, 8, 2, "12.50"),
        (5, 4000, 2, "0.13"),  # 0,125: half goes up, also where the digit before is even
        (2, 3, 2, "66.67"),
        (0, 7, 2, "0.00"),
    ],
)
def test_a_rate_is_rounded_half_up(numerator: int, denominator: int, decimals: int, expected: str) -> None:
    assert rate(numerator, denominator, 100, decimals) == Decimal(expected)


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (5, None), (None, 5), (None, None)])
def test_a_rate_of_nothing_is_no_data(numerator: int | None, denominator: int | None) -> None:
    assert rate(numerator, denominator, 100, 2) is None
