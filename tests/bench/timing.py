"""Two ways to the same answer, timed side by side: answers compared first, rounds interleaved, medians divided."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

ROUNDS = 7


class AnswersDiffer(AssertionError):
    """The two ways do not give the same answer, so that their times say nothing."""


@dataclass(frozen=True)
class Measured:
    """A ratio of medians, and the medians in seconds."""

    name: str
    ratio: float
    ours: float
    theirs: float


def same(name: str, ours: Any, theirs: Any) -> None:
    """Refuse to measure what is not equal, and show where it is not."""
    if ours == theirs:
        return
    if isinstance(ours, dict) and isinstance(theirs, dict):
        keys = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)][:5]
        raise AnswersDiffer(f"{name}: " + "; ".join(f"{key}: {ours.get(key)} / {theirs.get(key)}" for key in keys))
    raise AnswersDiffer(f"{name}: {str(ours)[:300]} / {str(theirs)[:300]}")


def seconds(work: Callable[[], Any]) -> float:
    """How long it takes once; rubbish is collected before and not during."""
    gc.collect()
    gc.disable()
    began = time.perf_counter()
    work()
    took = time.perf_counter() - began
    gc.enable()
    return took


def side_by_side(name: str, ours: Callable[[], Any], theirs: Callable[[], Any], rounds: int = ROUNDS) -> Measured:
    """The median of ours over the median of theirs; who goes first changes from round to round."""
    took: tuple[list[float], list[float]] = ([], [])
    for turn in range(rounds):
        for which in (0, 1) if turn % 2 else (1, 0):
            took[which].append(seconds((ours, theirs)[which]))
    return ratio(name, *took)


def ratio(name: str, ours: list[float], theirs: list[float]) -> Measured:
    """The ratio of two medians."""
    return Measured(name, median(ours) / median(theirs), median(ours), median(theirs))
