"""Rates from two whole numbers, rounded half up as on paper; pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def rate(numerator: int | None, denominator: int | None, scale: int, decimals: int) -> Decimal | None:
    """`numerator` × `scale` ÷ `denominator`; None where there is nothing to divide by or no data."""
    if numerator is None or not denominator:
        return None
    return (Decimal(numerator) * scale / Decimal(denominator)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
