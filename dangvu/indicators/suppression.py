"""How counts of sensitive attributes are published: small ones hidden, the others rounded by a secret that goes with the set counted; pure.

docs/adr/0007-small-counts.md says what is hidden and why, and what an attack on it found.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import NamedTuple

from dangvu.indicators.rounding import rate

PRIME = 2_147_483_647
"""Marks of rows are less than this."""


class Counted(NamedTuple):
    """A set of rows: how many they are, and the least mark among them, which stands for the set (None: nobody is in it)."""

    rows: int
    mark: int | None


@dataclass(frozen=True)
class Limits:
    """Counts from 1 to `hidden` are never shown, the others as a multiple of `base`; of fewer than `least` rows nothing is said."""

    hidden: int = 7
    base: int = 5
    least: int = 20

    def __post_init__(self) -> None:
        if min(self.hidden, self.base, self.least) < 1:
            raise ValueError("the limits of publishing are whole numbers from 1")

    @property
    def surely_shown(self) -> int:
        """The least count that no secret hides."""
        return self.hidden + self.base

    @property
    def least_shown(self) -> int:
        """The least figure that is ever written: a multiple of the base above what is hidden."""
        return self.base * (self.hidden // self.base + 1)


@dataclass(frozen=True)
class Rounding:
    """The rule with the secret of the instance. The same set of rows has the same figure wherever and whenever it is asked for.

    What is drawn hangs on the least mark of a set, so that sets which differ by few rows mostly share it: months, and a unit and
    its largest child, are rounded alike, and comparing them tells nothing that one of them alone would not.
    """

    key: bytes
    limits: Limits = Limits()

    def count(self, part: Counted, whole: Counted) -> int | None:
        """The published number of `part` among `whole`, whose own number is no secret; None is "hidden".

        Hidden are a small part, a part that leaves a small rest, and any part of a small whole, also where it is 0.
        """
        if not whole.rows:
            return 0
        rest = whole.rows - part.rows
        if whole.rows < self.limits.least or self._is_small(part.rows, part.mark) or self._is_small(rest, whole.mark, part.mark):
            return None
        base = self.limits.base
        return max(base * ((part.rows + self._draw("offset", part.mark)) // base), self.limits.least_shown)

    def percent(self, count: int | None, whole: int | None, scale: int = 100) -> int | None:
        """A published count in whole hundredths (or another `scale`) of `whole`; None where there is too little to divide by."""
        if whole is None or whole < self.limits.least:
            return None
        share = rate(count, whole, scale, 0)
        return None if share is None else int(share)

    def mixing(self) -> tuple[int, int]:
        """Factor and summand by which the number of a row becomes its mark."""
        drawn = hmac.new(self.key, b"mixing", hashlib.sha256).digest()
        return 1 + int.from_bytes(drawn[:8]) % (PRIME - 1), int.from_bytes(drawn[8:16]) % PRIME

    def _is_small(self, count: int, *marks: int | None) -> bool:
        """Where the line runs is secret too: otherwise the day on which a figure appears would tell the count of that day."""
        return count <= self.limits.hidden or (
            count < self.limits.surely_shown and count <= self.limits.hidden + self._draw("line", *marks)
        )

    def _draw(self, what: str, *marks: int | None) -> int:
        """A number from 0 below the base, the same for the same marks."""
        drawn = hmac.new(self.key, f"{what} {marks}".encode(), hashlib.sha256).digest()
        return int.from_bytes(drawn[:8]) % self.limits.base


@dataclass(frozen=True)
class Bounds:
    """What anybody who knows the rule, but not the secret, can tell of one figure: it lies from `least` to `most`, outside the gap."""

    least: int
    most: int
    gap: tuple[int, int] = (1, 0)
    """First and last number that it cannot be."""


def bounds(limits: Limits, shown: int | None, whole: int) -> Bounds:
    """The numbers that a published figure of a part of `whole` may stand for."""
    if shown is None:
        last = limits.surely_shown - 1
        return Bounds(0, whole, (last + 1, whole - last - 1) if whole >= limits.least else (1, 0))
    if not whole:
        return Bounds(0, 0)
    reach = limits.base - 1
    return Bounds(max(shown - reach, limits.hidden + 1), min(shown + reach, whole - limits.hidden - 1))
