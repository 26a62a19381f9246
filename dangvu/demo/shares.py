"""Whole numbers divided exactly, and choices weighted; the same dice give the same answer everywhere."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Mapping, Sequence
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

T = TypeVar("T")


def allot(total: int, weights: Sequence[float]) -> list[int]:
    """Parts that add up to the total, each within one of its fair part; nothing for a weight of 0."""
    whole = math.fsum(weights)
    edges = [math.floor(total * running / whole + 0.5) for running in accumulate(weights)]
    last = max(place for place, weight in enumerate(weights) if weight)
    edges[last:] = [total] * (len(edges) - last)
    return [edge - before for edge, before in zip(edges, [0, *edges[:-1]], strict=True)]


def weighted(number: int, among: Sequence[T], weights: Sequence[float], dice: Random) -> list[T]:
    """So many different ones, those of greater weight more often."""
    keys = [-math.log(1 - dice.random()) / weight for weight in weights]
    return [among[place] for place in sorted(range(len(among)), key=keys.__getitem__)[:number]]


class Choice(Generic[T]):
    """Words with how often each is drawn."""

    def __init__(self, often: Mapping[T, float]) -> None:
        self._words = list(often)
        self._edges = list(accumulate(often.values()))

    def draw(self, dice: Random) -> T:
        """One of the words."""
        return self._words[bisect(self._edges, dice.random() * self._edges[-1], hi=len(self._words) - 1)]
