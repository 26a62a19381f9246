"""How numbers and days are written for a Vietnamese reader; pure, so that pages, workbooks and the terminal agree."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from dangvu.periods.clock import HANOI

Numeric = int | float | Decimal
NONE = "–"
"""Stands for a value that does not exist; zero is written `0`."""


def _decimal(value: Numeric, places: int) -> str:
    """Half-up on the shortest decimal form, so that 2.675 becomes 2,68 as it does on paper."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,}".translate(str.maketrans(",.", ".,"))
    return f"−{text}" if rounded < 0 else text


def number(value: Numeric | None, places: int = 0) -> str:
    """46214 → `46.214`; −12 → `−12`; None → `–`."""
    return NONE if value is None else _decimal(value, places)


def percent(value: Numeric | None, places: int = 2) -> str:
    """46.04 → `46,04%`; the value is already in percent. Attendance is written with one place."""
    return NONE if value is None else f"{_decimal(value, places)}%"


def day(value: date | None) -> str:
    """2022-05-18 → `18/05/2022`."""
    return NONE if value is None else f"{value.day:02}/{value.month:02}/{value.year:04}"


def moment(value: datetime | None) -> str:
    """An aware instant in the local time of Việt Nam: `18:30 18/05/2022`."""
    if value is None:
        return NONE
    local = value.astimezone(HANOI)
    return f"{local.hour:02}:{local.minute:02} {day(local.date())}"
