"""The geometry of the charts drawn on the server; templates turn it into SVG without any style attribute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER = 6.6
"""Mean width of a digit or letter of a label, in the units of the drawing."""


@dataclass(frozen=True, slots=True)
class Point:
    """A labelled value; `text` is the value as written, `is_partial` marks a period that is not over."""

    label: str
    value: float
    text: str
    is_partial: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A point with its place: the middle `x`, the top `y`, the left edge, width and height of its bar."""

    point: Point
    x: float
    y: float
    left: float
    width: float
    height: float
    has_label: bool
    has_text: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of `width` × `height` units whose values stand on the line `base`."""

    width: int
    height: int
    base: float
    marks: Sequence[Mark]
    grid: Sequence[float]


def _stride(texts: Sequence[str], room: float) -> int:
    """Every how many-th text can be written without running into the next."""
    longest = max((len(text) for text in texts), default=0) * LETTER + 6
    return max(1, -(-int(longest) // max(1, int(room))))


def _shown(count: int, stride: int) -> Sequence[bool]:
    """Counted from the end: the latest value always has its words."""
    return [(count - 1 - place) % stride == 0 for place in range(count)]


def bars(points: Sequence[Point], *, width: int = 380, height: int = 200) -> Chart:
    """Standing bars on a scale that begins at 0; negative values are refused."""
    if any(point.value < 0 for point in points):
        raise ValueError("bars stand on zero: a value is negative")
    top, base = 24.0, height - 26.0
    most = max((point.value for point in points), default=0) or 1
    step = width / max(1, len(points))
    bar = min(58.0, step * 0.6)
    labels = _shown(len(points), _stride([point.label for point in points], step))
    texts = _shown(len(points), _stride([point.text for point in points], step))
    marks = []
    for place, point in enumerate(points):
        tall = (base - top) * point.value / most
        middle = step * (place + 0.5)
        marks.append(Mark(point, middle, base - tall, middle - bar / 2, bar, tall, labels[place], texts[place]))
    return Chart(width, height, base, marks, [top, (top + base) / 2])
