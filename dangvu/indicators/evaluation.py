"""Figures and their records: one statement whatever the number of figures, units and sources, so that all parts see one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from dangvu.indicators.declaration import Catalogue, Indicator, Measure, Source
from dangvu.indicators.statement import CHILDREN, Part, Question, Slice, listing, with_past

Group = tuple[int | None, str | None]
"""A child of the unit and a word of the division; None where not divided in that way."""

WHOLE: Group = (None, None)
Counts = dict[Source, list[int | None]]


@dataclass(frozen=True)
class Figure:
    """A value with what it was computed from; None is "no data"."""

    value: Decimal | int | None
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True)
class Record:
    """One thing that a figure counts: its opaque number, what to call it, and how much it adds to the figure."""

    id: str
    label: str
    amount: int


class Unanswerable(ValueError):
    """A question that no declaration answers; the message is for the reader."""


def _cannot_divide(indicator: Indicator, by: str) -> Unanswerable:
    return Unanswerable(f"Chỉ tiêu “{indicator.name}” ({indicator.code}) không phân tích được theo “{by}”; hãy chọn cách phân tích khác.")


@dataclass(frozen=True)
class _Column:
    source: Source
    place: int

    def of(self, counts: Counts) -> int | None:
        """What was counted for a group; the sum of no rows where the source has none there."""
        found = counts.get(self.source)
        return self.source.empty if found is None else _add(self.source.empty, found[self.place])


class _Plan:
    """The parts of the statement, and for each slice where its numerator, denominator and unsure rows will be found."""

    def __init__(self, slices: Sequence[Slice], *, by: str, child: bool) -> None:
        self.by, self.child = by, child
        self.parts: dict[Source, Part] = {}
        self.words: dict[str, str] = {}
        self.columns = [
            (self._column(one.numerator, wanted), self._maybe(one.denominator, wanted), self._maybe(one.unsure, wanted))
            for wanted in slices
            for one in (wanted.indicator,)
        ]

    def _maybe(self, measure: Measure | None, wanted: Slice) -> _Column | None:
        return self._column(measure, wanted) if measure else None

    def _column(self, measure: Measure, wanted: Slice) -> _Column:
        source = measure.source
        for by in (self.by, wanted.by):
            if by and by not in source.breakdowns:
                raise _cannot_divide(wanted.indicator, by)
        part = self.parts.get(source) or self.parts.setdefault(source, Part(source, by=self.by, child=self.child))
        if not wanted.by:
            return _Column(source, part.place(measure))
        name = self.words.setdefault(wanted.word, f"word_{len(self.words)}")
        return _Column(source, part.place(measure, source.breakdowns[wanted.by], wanted.word, f"%({name})s"))

    def sql(self) -> str:
        """All parts in one statement; with children, also one row for each child of the day."""
        children = [CHILDREN] if self.child and not self.by else []
        return "\nUNION ALL\n".join([part.sql(number) for number, part in enumerate(self.parts.values())] + children)


def evaluate(
    catalogue: Catalogue, question: Question, slices: Sequence[Slice], *, by: str = "", child: bool = False
) -> dict[Group, list[Figure]]:
    """The figures of the unit under `WHOLE`, and of every group where a division is asked; in the order of `slices`."""
    plan = _Plan(slices, by=by, child=child)
    words = {name: word for word, name in plan.words.items()}
    sql = with_past(plan.sql(), catalogue.past, plan.parts, question.known)
    counted = _collect(_rows(sql, {**question.parameters(), **words}), list(plan.parts.values()))
    return {
        group: [_figure(wanted.indicator, columns, counts) for wanted, columns in zip(slices, plan.columns, strict=True)]
        for group, counts in counted.items()
    }


def _rows(sql: str, values: dict[str, Any]) -> list[Any]:
    """What a statement gives. Of past tables the planner knows no sizes, and would nest loops over the whole of them."""
    with connection.cursor() as cursor:
        if values["known"] is None:
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
        width = len(part.columns)
        so_far = whole.get(part.source, [part.source.empty] * width)
        whole[part.source] = [_add(left, right) for left, right in zip(so_far, counts[:width], strict=True)]
        if part.child or part.by:
            counted[child, part.by.read(shown) if part.by else None][part.source] = counts[-width:]
    return dict(counted)


def _add(left: int | None, right: int | None) -> int | None:
    if left is None or right is None:
        return right if left is None else left
    return left + right


def _figure(indicator: Indicator, columns: tuple[_Column, _Column | None, _Column | None], counts: Counts) -> Figure:
    numerator, denominator, unsure = (column.of(counts) if column else None for column in columns)
    return Figure(indicator.value(numerator, denominator, unsure), numerator, denominator)


def records(
    catalogue: Catalogue, question: Question, wanted: Slice, *, child: int | None = None, limit: int | None = None, offset: int = 0
) -> list[Record]:
    """The rows that a figure counts, for a rate those of its numerator; with `child`, those that count for that child alone."""
    source = wanted.indicator.numerator.source
    if wanted.by and wanted.by not in source.breakdowns:
        raise _cannot_divide(wanted.indicator, wanted.by)
    sql = with_past(listing(wanted, question.known, child=child is not None), catalogue.past, [source], question.known)
    values = {"word": wanted.word, "child": child, "limit": limit, "offset": offset}
    return [Record(*row) for row in _rows(sql, {**question.parameters(), **values})]


def words(source: Source, names: Sequence[str]) -> dict[str, list[str]]:
    """Every word of these divisions of a source in its order, in one statement."""
    found: dict[str, list[str]] = {name: list(source.breakdowns[name].conditions) for name in names}
    open_lists = [(name, source.breakdowns[name].words) for name in names if source.breakdowns[name].words]
    if open_lists:
        sql = " UNION ALL ".join(f"SELECT '{name}' AS name, place, word FROM ({listed}) listed" for name, listed in open_lists)
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY name, place, word")
            for name, _, word in cursor.fetchall():
                found[name].append(word)
    return found
