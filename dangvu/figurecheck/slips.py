"""A slip of the pen: the figure that would be right, with one digit mistaken or two neighbours changed about.

Words that tie a figure to others only loosely do not make an alarm; together with a slip they do.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from dangvu.figurecheck.arithmetic import rounded, vn

UNLIKELY = Fraction(1, 16)
"""A figure that would come as near by chance more often than this is no slip."""

LONG = 4
"""Digits that two figures hardly share by chance."""


def slipped(stated: Fraction, right: Fraction, decimals: int = 0) -> bool:
    """Whether `stated` is `right` printed with as many decimals, but for one digit or two neighbours."""
    if right.denominator != 1 and decimals == 0:
        return False
    written, meant = (_digits(value, decimals) for value in (stated, rounded(right, Fraction(1, 10**decimals))))
    wrong = [place for place in range(len(written)) if written[place] != meant[place : place + 1]]
    return len(written) == len(meant) > 1 and (len(wrong) == 1 or _changed_about(written, meant, wrong))


def swapped(stated: Fraction, right: Fraction, decimals: int = 0) -> bool:
    """Two digits changed about, as in typing."""
    if stated == right:
        return False
    written, meant = _digits(stated, decimals), _digits(_as_printed(right, decimals), decimals)
    if len(written) != len(meant) or sorted(written) != sorted(meant):
        return False
    return sum(one != other for one, other in zip(written, meant, strict=True)) == 2


def _changed_about(written: str, meant: str, wrong: list[int]) -> bool:
    if len(wrong) != 2 or wrong[1] > wrong[0] + 2:
        return False
    first, last = wrong
    return written[first] == meant[last] and written[last] == meant[first]


def _as_printed(value: Fraction, decimals: int) -> Fraction:
    return value if not decimals and value.denominator == 1 else rounded(value, Fraction(1, 10**decimals))


def _digits(value: Fraction, decimals: int) -> str:
    if not decimals and value.denominator == 1:
        return str(abs(value.numerator))
    return "".join(sign for sign in vn(abs(value), decimals) if sign.isdigit())


def chance(stated: Fraction, right: Fraction, decimals: int = 0) -> Fraction:
    """How often any figure of as many digits would come as near to the right one: the weight of a slip; 1 where it is none."""
    written, meant = _digits(stated, decimals), _digits(_as_printed(right, decimals), decimals)
    size = len(written)
    wrong = [place for place in range(size) if written[place] != meant[place : place + 1]]
    if size != len(meant) or size < 2 or not wrong or len(wrong) > 2:
        return Fraction(1)
    if len(wrong) == 1:
        return Fraction(size, 10 ** (size - 1))
    return Fraction(size * (size - 1), 18 * 10 ** (size - 1)) if sorted(written) == sorted(meant) else Fraction(1)


def turned_within(stated: Fraction, low: Fraction, high: Fraction) -> bool:
    """Whether a whole number has two digits of one between `low` and `high` changed about, and few enough stand there to say so."""
    first, last, size = ceil(low), floor(high), len(_digits(stated, 0))
    if last < first or stated.denominator != 1 or (last - first + 1) * Fraction(size * (size - 1), 18 * 10 ** (size - 1)) > UNLIKELY:
        return False
    return any(swapped(stated, Fraction(value)) for value in range(first, last + 1))
