"""How fast this processor is at the moment, for bars in seconds: a machine shared with others is measured, not waited for."""

from __future__ import annotations

import re
import time

QUIET = 0.030
"""Processor seconds that the piece of work takes on a two-core machine with nothing else to do: 0.027 to 0.029 were measured."""

_TEXT = "Chi bộ ấp Một có 27 đảng viên, trong đó 11 nữ; 46,04% so với 30/04/2022. " * 40
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def work() -> float:
    """Processor seconds of a fixed piece of work: numbers found in a text and counted."""
    began = time.process_time()
    counts: dict[str, int] = {}
    for _ in range(150):
        for found in _NUMBER.finditer(_TEXT):
            counts[found[0]] = counts.get(found[0], 0) + len(found[0])
    return time.process_time() - began


def slowness() -> float:
    """How many times slower than on the quiet machine; never less than 1, so that a fast one has to hold the bar as it stands."""
    return max(1.0, sorted(work() for _ in range(5))[2] / QUIET)
