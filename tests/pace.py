"""How fast this processor is at the moment, for bars in seconds: a machine shared with others is measured, not waited for."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from fractions import Fraction

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


QUIET_READING = 0.160
"""Processor seconds of `reading` on the machine of `QUIET`: a check took 1.67 s there, and elsewhere ten times what `reading` takes."""

_TOKEN = re.compile(r"(?P<number>\d+(?:[.,]\d+)*)|(?P<word>[^\W\d]+)|(?P<mark>[^\w\s])")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    value: Fraction | None


def reading(text: str) -> float:
    """Processor seconds of work that fills the memory as the check of a long report does: objects of every word, looked up and compared."""
    began = time.process_time()
    tokens = [_token(found) for found in _TOKEN.finditer(text)]
    places: dict[str, list[_Token]] = {}
    for token in tokens:
        places.setdefault(token.text, []).append(token)
    smaller = 0
    for place, token in enumerate(tokens):
        if token.value is not None:
            near = tokens[max(0, place - 20) : place]
            smaller += sum(other.value is not None and other.value < token.value for other in near)
    return time.process_time() - began


def _token(found: re.Match[str]) -> _Token:
    value = Fraction(found[0].replace(".", "").replace(",", ".")) if found.lastgroup == "number" else None
    return _Token(found.start(), found.end(), found[0].lower(), value)
