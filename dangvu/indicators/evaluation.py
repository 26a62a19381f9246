"""Figures and their records: one statement whatever the number of figures, units and sources, so that all parts see one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from django.db import connection, transaction

from dangvu.indicators.declaration import Catalogue, Indicator, Measure, Source
from dangvu.indicators.statement import CHILDREN, CHILDREN_THEN, Part, Question, Slice, as_seen, listing

Group = tuple[int | None, str | None]
"""A child of the unit and a word of the division; None where not divided in that way."""

WHOLE: Group = (None, None)
Counts = dict[Source, list[int | None]]


Shown = Literal["exact", "rounded", "hidden"]


class Figure(NamedTuple):
    """A value with what it was computed from; None is "no data", or where it is hidden a number that is not told."""

    value: Decimal | int | None
    numerator: int | None
    denominator: int | None
    shown: Shown = "exact"


class Record(NamedTuple):
    """One thing that a figure counts: its opaque number, what to call it, and how much it adds to the figure."""

    id: str
    label: str
    amount: int


class Unanswerable(ValueError):
    """A question that no declaration answers; the message is for the reader."""


def _cannot_divide(indicator: Indicator, by: str) -> Unanswerable:
    return Unanswerable(f"Chỉ tiêu “{indicator.name}” ({indicator.code}) không phân tích được theo “{by}”; hãy chọn cách phân tích khác.")


Column = tuple[int, int]
"""Where a number is found: the part of the statement, and the place in its counts."""


class _Plan:
    """The parts of the statement, and for each slice where its numerator, denominator and unsure rows will be found."""

    def __init__(self, slices: Sequence[Slice], *, by: str, child: bool) -> None:
        self.by, self.child = by, child
        self.parts: dict[Source, Part] = {}
        self.words: dict[str, str] = {}
        self.columns: list[tuple[Indicator, Column, Column | None, Column | None]] = [
            (one, self._column(one.numerator, wanted), self._maybe(one.denominator, wanted), self._maybe(one.unsure, wanted))
            for wanted in slices
            for one in (wanted.indicator,)
        ]

    def _maybe(self, measure: Measure | None, wanted: Slice) -> Column | None:
        return self._column(measure, wanted) if measure else None

    def _column(self, measure: Measure, wanted: Slice) -> Column:
        source = measure.source
        for by in (self.by, wanted.by):
            if by and by not in source.breakdowns:
                raise _cannot_divide(wanted.indicator, by)
        part = self.parts.get(source) or self.parts.setdefault(source, Part(source, by=self.by, child=self.child))
        number = list(self.parts).index(source)
        if not wanted.by:
            return number, part.place(measure)
        division = source.breakdowns[wanted.by]
        if wanted.key is not None:
            return number, part.place(measure, division, f"{division.key} = {wanted.key:d}")
        name = self.words.setdefault(wanted.word, f"word_{len(self.words)}")
        return number, part.place(measure, division, division.condition(wanted.word, f"%({name})s"))

    def sql(self, question: Question) -> str:
        """All parts in one statement; with children, also one row for each child of the day, or of that whose boundaries are asked."""
        then = CHILDREN if question.boundaries is None else CHILDREN_THEN
        children = [then] if self.child and not self.by else []
        return "\nUNION ALL\n".join([part.sql(number) for number, part in enumerate(self.parts.values())] + children)

    def figures(self, counts: Counts) -> list[Figure]:
        """What was counted for a group, in the order of the slices; a source without rows there has its empty sums."""
        parts = [counts.get(source) or part.nothing for source, part in self.parts.items()]
        found = []
        for indicator, (part, place), below, unsure in self.columns:
            numerator = parts[part][place]
            if below is None and unsure is None:
                found.append(Figure(numerator, numerator, None))
            else:
                denominator, doubts = (parts[column[0]][column[1]] if column else None for column in (below, unsure))
                found.append(Figure(indicator.value(numerator, denominator, doubts), numerator, denominator))
        return found


def evaluate(
    catalogue: Catalogue, question: Question, slices: Sequence[Slice], *, by: str = "", child: bool = False
) -> dict[Group, list[Figure]]:
    """The figures of the unit under `WHOLE`, and of every group where a division is asked; in the order of `slices`."""
    plan = _Plan(slices, by=by, child=child)
    words = {name: word for word, name in plan.words.items()}
    sql = as_seen(plan.sql(question), catalogue, plan.parts, question)
    counted = _collect(_rows(sql, {**question.parameters(), **words}), list(plan.parts.values()))
    return {group: plan.figures(counts) for group, counts in counted.items()}


def _rows(sql: str, values: dict[str, Any]) -> list[Any]:
    """What a statement gives. Of past tables and of a tree of another day the planner knows no sizes, and would nest loops over them."""
    with connection.cursor() as cursor:
        if values["known"] is None and "tree" not in values:
            cursor.execute(sql, values)
            return list(cursor.fetchall())
        with transaction.atomic():
            cursor.execute("SET LOCAL enable_nestloop = off")
            cursor.execute(sql, values)
            rows = list(cursor.fetchall())
            cursor.execute("SET LOCAL enable_nestloop = DEFAULT")
            return rows


def _collect(rows: Sequence[tuple[int, int | None, str | None, list[int | None]]], parts: Sequence[Part]) -> dict[Group, Counts]:
    """The counts of every group; those of the whole unit are the sums over the groups."""
    counted: dict[Group, Counts] = defaultdict(dict)
    whole = counted[WHOLE]
    for number, child, shown, counts in rows:
        if number < 0:
            counted.setdefault((child, None), {})  # a child without any row still has its zeros
            continue
        part = parts[number]
        least = [column.least for column in part.columns]
        if part.source.empty is not None:
            counts = [count if least[place % len(least)] else count or 0 for place, count in enumerate(counts)]
        width = len(part.columns)
        so_far = whole.get(part.source, part.nothing)
        whole[part.source] = [_join(*both) for both in zip(so_far, counts[:width], least, strict=True)]
        if part.child or part.by:
            counted[child, part.by.read(shown) if part.by else None][part.source] = counts[-width:]
    return dict(counted)


def _join(left: int | None, right: int | None, least: bool) -> int | None:  # noqa: FBT001 - one of three columns read side by side
    if left is None or right is None:
        return right if left is None else left
    return min(left, right) if least else left + right


def records(
    catalogue: Catalogue, question: Question, wanted: Slice, *, child: int | None = None, limit: int | None = None, offset: int = 0
) -> list[Record]:
    """The rows that a figure counts, for a rate those of its numerator; with `child`, those that count for that child alone."""
    source = wanted.indicator.numerator.source
    if wanted.by and wanted.by not in source.breakdowns:
        raise _cannot_divide(wanted.indicator, wanted.by)
    sql = as_seen(listing(wanted, question.known, child=child is not None), catalogue, [source], question)
    values = {"word": wanted.word, "child": child, "limit": limit, "offset": offset}
    return [Record(*row) for row in _rows(sql, {**question.parameters(), **values})]


def split_units(catalogue: Catalogue, question: Question) -> list[int]:
    """The units of the period that the boundaries asked split between the unit and others, so that they count for it only in part."""
    lived = "SELECT DISTINCT unit FROM unit_leaf WHERE since <= %(day)s AND until > %(eve)s ORDER BY unit"
    asked = replace(question, shared=True)
    return [number for (number,) in _rows(as_seen(lived, catalogue, (), asked), asked.parameters())]


def words(source: Source, names: Sequence[str]) -> dict[str, dict[str, int | None]]:
    """Every word of these divisions of a source in its order, with its number in an open list, in one statement."""
    found: dict[str, dict[str, int | None]] = {name: dict.fromkeys(source.breakdowns[name].conditions) for name in names}
    open_lists = [(name, source.breakdowns[name].words) for name in names if source.breakdowns[name].words]
    if open_lists:
        sql = " UNION ALL ".join(f"SELECT '{name}' AS name, place, word FROM ({listed}) listed" for name, listed in open_lists)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY name, place, word")
            for name, place, word in cursor.fetchall():
                found[name][word] = place
    return found
