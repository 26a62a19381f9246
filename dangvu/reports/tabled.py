"""The figures in tables: a cell means what its column, its row and the words above the table name, each word accounted for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

from dangvu.figurecheck.context import Context
from dangvu.figurecheck.tables.derived import Cell, Row
from dangvu.figurecheck.tables.tables import TOTAL, Table, inner_of, label_cell, tables_of
from dangvu.reports.moments import Moment, When, moments
from dangvu.reports.naming import Names, named_units
from dangvu.reports.wording import PLANNED, Meaning, Wording

T = TypeVar("T")
LINE = re.compile(r"[^\n]*\w[^\n]*")
BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
BULLET = re.compile(r"^\s*(?:[-+•*]|\d{1,2}(?:\.\d{1,2})*[.)]|[a-zđ]\))\s")
SAME = re.compile(r"\b(?:trong đó|riêng)\b:?")
ABOVE = 300
"""Characters before a table in which its caption stands."""


@dataclass(slots=True)
class Heading:
    """What the words of a cell or a caption name; `rest` is what nothing accounts for."""

    units: list[frozenset[int]] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    meaning: Meaning | None = None
    rest: str = ""
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """A number of a table with what it is said to count; spans count folded characters."""

    span: tuple[int, int]
    quote: tuple[int, int]
    cell: Cell
    row: Row
    column: int
    meaning: Meaning
    units: frozenset[int]
    day: When | None
    period: When | None
    doubts: tuple[str, ...]


class Tables:
    """Reads the tables of a text; `declared` is the day for which the report says that its figures stand."""

    def __init__(self, context: Context, names: Names, wording: Wording, declared: Moment | None) -> None:
        self.context, self.names, self.wording, self.declared = context, names, wording, declared

    def read(self) -> Iterator[Told]:
        """Every cell whose figure, unit and days are named, in reading order."""
        for table in tables_of(self.context):
            yield from self._table(table)

    def _table(self, table: Table) -> Iterator[Told]:
        caption = self._caption(table.start)
        columns = [self._column(table.heads, column) for column in range(table.width)]
        _complete(columns)
        parts = Parts()
        for row in table.body:
            label = label_cell(row)
            named = self._heading(label.start, label.end) if label else Heading()
            is_total = label is not None and TOTAL.search(label.text) is not None and not named.units
            named.meaning = parts.meant(named.meaning, named.rest or ("cộng" if is_total else ""))
            if named.meaning is None and (named.rest or is_total):
                continue  # a row of what is not known, or a sum of the rows above it
            for column, cell in enumerate(row):
                if cell.number is not None and column < len(columns) and cell is not label and label is not None:
                    yield from self._cell(caption, columns[column], named, label, row, column)

    def _caption(self, start: int) -> Heading:
        """The unit and the day of the line above a table, or else of the one above that; their other words say nothing of a cell."""
        first = max(0, start - ABOVE)
        lines = [match.span() for match in LINE.finditer(self.context.folded, first, start)][-2:]
        found = Heading()
        for begin, end in reversed(lines):
            line = self._heading(begin, end)
            found.units = found.units or line.units
            found.moments = found.moments or line.moments
            found.planned |= line.planned
        return found

    def _column(self, heads: list[Row], column: int) -> Heading:
        found = Heading()
        words = []
        for row in heads:
            if column < len(row):
                one = self._heading(row[column].start, row[column].end)
                found.units += one.units
                found.moments += one.moments
                found.planned |= one.planned
                words.append(one.rest)
        found.rest = " ".join(" ".join(words).split())
        found.meaning = self._meaning(found.rest)
        return found

    def _heading(self, start: int, end: int) -> Heading:
        """The units, days and figure that a span names."""
        folded = self.context.folded
        units = named_units(self.context.source, start, end, self.names)
        days = [one for one in moments(folded, start, end) if one.kind in ("day", "period")]
        letters = list(folded[start:end])
        for first, last in [(one.start, one.end) for one in units] + [(one.start, one.end) for one in days]:
            letters[first - start : last - start] = " " * (last - first)
        text = SAME.sub(" ", BRACKETS.sub(" ", BULLET.sub(" ", "".join(letters))))
        rest = " ".join(re.sub(r"[^\w,% ]", " ", text).replace(",", " ").split())
        planned = PLANNED.search(rest) is not None
        return Heading([one.units for one in units], days, self._meaning(rest), rest, planned)

    def _meaning(self, words: str) -> Meaning | None:
        found = self.wording.meanings(words) if words else set()
        return next(iter(found)) if len(found) == 1 and next(iter(found)).sure else None

    def _cell(self, caption: Heading, column: Heading, row_named: Heading, label: Cell, row: Row, place: int) -> Iterator[Told]:
        meaning = _only([one for one in (column.meaning, row_named.meaning) if one is not None])
        strange = column.rest and column.meaning is None and not NUMBER_ONLY.fullmatch(column.rest)
        if meaning is None or not meaning.code or column.planned or row_named.planned or strange:
            return
        units = _only([*column.units, *row_named.units]) if column.units or row_named.units else self._above(caption)
        told = [*column.moments, *row_named.moments] or caption.moments
        if units is None or len({(one.kind, one.since, one.on) for one in told}) > 1:
            return
        moment = told[0] if told else self.declared
        doubts = ("đầu bảng có thể nói về kế hoạch",) if caption.planned else ()
        cell = row[place]
        quote = min(label.start, cell.start), cell.end
        yield Told(inner_of(self.context, cell), quote, cell, row, place, meaning, units, _day(moment), _period(moment), doubts)

    def _above(self, caption: Heading) -> frozenset[int] | None:
        """The unit of the caption, or else the one whose report it is."""
        if caption.units:
            return _only(caption.units)
        return frozenset([self.names.of]) if self.names.of is not None else frozenset()


NUMBER_ONLY = re.compile(r"(?:tổng )?số(?: lượng)?|số liệu|kết quả|thực hiện")


class Parts:
    """Tổng số đảng viên, nữ, dự bị: a part belongs to the figure named before it; after one that is not known, to nothing."""

    def __init__(self) -> None:
        self.head: Meaning | None = None
        self.lost = False

    def meant(self, meaning: Meaning | None, words: str) -> Meaning | None:
        """What a heading means in its place; `words` are those that a meaning was looked for in."""
        if meaning is None:
            self.lost |= bool(words)
            return None
        if meaning.code and not meaning.by:
            self.head, self.lost = meaning, False
        return None if self.lost else meaning.of(self.head)


def _complete(columns: list[Heading]) -> None:
    parts = Parts()
    for column in columns:
        column.meaning = parts.meant(column.meaning, column.rest)


def _only(given: list[T]) -> T | None:
    """The one value that all agree on."""
    return given[0] if given and all(one == given[0] for one in given) else None


def _day(moment: Moment | None) -> When | None:
    return None if moment is None or moment.on is None else When(None, moment.on, moment.kind == "day")


def _period(moment: Moment | None) -> When | None:
    if moment is None or moment.on is None:
        return None
    return When(moment.since, moment.on) if moment.kind == "period" else When(moment.on.replace(month=1, day=1), moment.on, sure=False)
