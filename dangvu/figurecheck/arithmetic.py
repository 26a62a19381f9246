"""Rounding as offices round, the room a rounded figure leaves, and numbers as Vietnamese prints them."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import Literal

Fit = Literal["exact", "cut", "off"]

NEAR = Fraction(1, 10)  # "gần", "hơn" and "khoảng" may differ from the figure by a tenth of it


def rounded(value: Fraction, step: Fraction) -> Fraction:
    """Half up, away from nothing: 46,045 in steps of 0,01 is 46,05."""
    return (
        (2 * value.numerator * step.denominator + value.denominator * step.numerator) // (2 * value.denominator * step.numerator)
    ) * step


def vn(value: Fraction | int, decimals: int | None = None) -> str:
    """46214 → 46.214 and 4604/100 → 46,04; without `decimals` at most four are shown, none that is nought."""
    number = Fraction(value)
    places = 4 if decimals is None else decimals
    below = number.denominator
    scaled = (2 * abs(number.numerator) * 10**places + below) // (2 * below)  # half up, in whole numbers: this is asked for every claim
    whole, rest = divmod(scaled, 10**places)
    digits = str(rest).rjust(places, "0") if places else ""
    if decimals is None:
        digits = digits.rstrip("0")
    sign = "-" if number < 0 and scaled else ""
    return sign + f"{whole:,}".replace(",", ".") + ("," + digits if digits else "")


def fit(actual: Fraction, stated: Fraction, step: Fraction, hedge: str = "") -> Fit:
    """Whether a computed value may be printed as `stated`; `cut` = digits dropped instead of rounded."""
    if hedge:
        low, high = room(stated, step, hedge)
        return "exact" if low <= actual <= high else "off"
    if abs(actual - stated) <= step / 2:
        return "exact"
    return "cut" if stated == floor(actual / step) * step else "off"


def room(stated: Fraction, step: Fraction, hedge: str = "") -> tuple[Fraction, Fraction]:
    """The values a printed figure may stand for, cut figures included."""
    slack = max(abs(stated) * NEAR, step)
    match hedge:
        case "":
            return stated - step / 2, stated + step
        case "over":
            return stated - (step / 2 if step < Fraction(1, 10) else 0), stated + slack
        case "under":
            return stated - slack, stated + step / 20  # gần 90% of what prints as 90,0%
        case "least":
            return stated, Fraction(10**12)
        case "most":
            return Fraction(0), stated
        case _:
            return stated - slack, stated + slack


def whole_between(low: Fraction, high: Fraction) -> tuple[int, int] | None:
    """The whole numbers of a closed interval as (first, last), or None."""
    first, last = ceil(low), floor(high)
    return (first, last) if first <= last else None


def wholes_for(part: Fraction, percent: Fraction, step: Fraction, hedge: str = "") -> tuple[int, int] | None:
    """The whole totals of which `part` is that percentage; None when there is none."""
    low, high = room(percent, step, hedge)
    if low <= 0:
        return (ceil(part * 100 / high), 10**12) if high > 0 else None
    return whole_between(part * 100 / high, part * 100 / low)


def parts_for(total: Fraction, percent: Fraction, step: Fraction, hedge: str = "") -> tuple[int, int] | None:
    """The whole parts of `total` that print as that percentage; None when there is none."""
    low, high = room(percent, step, hedge)
    return whole_between(total * max(low, Fraction(0)) / 100, total * high / 100)
