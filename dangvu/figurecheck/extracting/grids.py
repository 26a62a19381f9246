"""Tables of a printed page, from their ruled lines: a cell may be wrapped, empty or wide."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dangvu.figurecheck.extracting.sheet import Box, Word

THIN = 2.5  # points; a thicker shape is a frame or a picture
NEAR = 4.0  # two rules so near are one
MOST_RULES = 8_000
MOST_COLUMNS, MOST_ROWS = 60, 300


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: where its columns begin and end, where its rows do (upwards), and what separates two columns."""

    across: list[float]
    up: list[float]
    uprights: list[Box]

    @property
    def box(self) -> Box:
        """The place of the whole table."""
        return Box(self.across[0], self.up[0], self.across[-1], self.up[-1])

    def cell_of(self, word: Word) -> tuple[int, int] | None:
        """The row from above and the column of a word; nothing for a word beside the table."""
        x, y = word.box.middle
        column, row = bisect_right(self.across, x) - 1, len(self.up) - 1 - bisect_right(self.up, y)
        inside = 0 <= column < len(self.across) - 1 and 0 <= row < len(self.up) - 1
        return (row, self._first_column(column, y)) if inside else None

    def _first_column(self, column: int, y: float) -> int:
        """A cell over several columns is told in its first one."""
        while column and not any(
            abs(rule.left - self.across[column]) <= NEAR and rule.bottom - 1 <= y <= rule.top + 1 for rule in self.uprights
        ):
            column -= 1
        return column

    def rows(self, words: Iterable[Word]) -> Iterator[str]:
        """The rows as lines with tabs; a row without words is left out."""
        cells: dict[tuple[int, int], str] = {}
        for word in words:
            if place := self.cell_of(word):
                cells[place] = f"{cells[place]} {word.text}" if place in cells and word.apart else cells.get(place, "") + word.text
        for row in range(len(self.up) - 1):
            shown = [cells.get((row, column), "") for column in range(len(self.across) - 1)]
            if any(shown):
                yield "\t".join(shown)


def grids(rules: list[Box]) -> list[Grid]:
    """The tables of at least two columns, from above."""
    if len(rules) > MOST_RULES:
        return []
    edges = list(_edges(rules))
    uprights = sorted((edge for edge in edges if edge.right - edge.left <= THIN < edge.height), key=lambda edge: -edge.top)
    levels = [edge for edge in edges if edge.height <= THIN < edge.right - edge.left]
    found = []
    for group in _stacked(uprights):
        across = _apart(edge.left for edge in group)
        low, high = min(edge.bottom for edge in group), max(edge.top for edge in group)
        up = _apart(edge.bottom for edge in levels if low - NEAR <= edge.bottom <= high + NEAR)
        if 3 <= len(across) <= MOST_COLUMNS and 2 <= len(up) <= MOST_ROWS:
            found.append(Grid(across, up, group))
    return found


def _edges(rules: list[Box]) -> Iterator[Box]:
    """Thin shapes as they are, frames as their four sides."""
    for left, bottom, right, top in rules:
        if Box(left, bottom, right, top).is_dot:
            continue
        if right - left <= THIN or top - bottom <= THIN:
            yield Box(left, bottom, right, top)
        else:
            yield from (Box(x, bottom, x, top) for x in (left, right))
            yield from (Box(left, y, right, y) for y in (bottom, top))


def _stacked(uprights: list[Box]) -> Iterator[list[Box]]:
    """Upright rules in groups that hang together from top to bottom."""
    group: list[Box] = []
    for edge in uprights:
        if group and edge.top < min(one.bottom for one in group[-MOST_COLUMNS:]) - NEAR:
            yield group
            group = []
        group.append(edge)
    if group:
        yield group


def _apart(places: Iterable[float]) -> list[float]:
    """The places in order, those that are nearly the same taken once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > NEAR:
            kept.append(place)
    return kept
