"""How declared figures become one SQL statement: a part for each source, each part one pass over its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from dangvu.indicators.declaration import OLDEST, Boundaries, Breakdown, Catalogue, Indicator, Measure, Source
from dangvu.periods.days import add_months

CHILDREN = """
SELECT -1 AS source, t.child, CAST(NULL AS text) AS word, CAST(NULL AS bigint[]) AS counts
  FROM unit_leaf t WHERE t.ancestor = %(unit)s AND t.since <= %(day)s AND t.until > %(day)s GROUP BY t.child"""

CHILDREN_THEN = """
SELECT -1 AS source, t.child, CAST(NULL AS text) AS word, CAST(NULL AS bigint[]) AS counts FROM unit_hung t GROUP BY t.child"""
"""The children of the day whose boundaries are asked, also those under which nothing lies any more."""


@dataclass(frozen=True)
class Question:
    """Which unit, on which day, for events from which day on, as known when; `given` are the parameters of the areas' SQL.

    Units that are not `within` hang nowhere for this question; None asks of the whole register. With `boundaries` everything hangs as on
    that day; with `shared` besides, only that is asked which these boundaries split between the unit and others.
    """

    unit: int
    on: date
    since: date
    known: datetime | None = None
    given: Mapping[str, Any] = field(default_factory=dict)
    within: frozenset[int] | None = None
    boundaries: date | None = None
    shared: bool = False

    def parameters(self) -> dict[str, Any]:
        """Every value that declared SQL may name."""
        ago = {f"ago_{years}": add_months(self.on, -12 * years) for years in range(OLDEST + 1)}
        birthdays = [ago[f"ago_{years}"] + timedelta(days=1) for years in range(OLDEST, 0, -1)]
        own = {"unit": self.unit, "day": self.on, "first": self.since, "eve": self.since - timedelta(days=1), "known": self.known}
        if self.boundaries is not None:
            own["tree"] = self.boundaries
        if self.within is not None:
            own["within"] = sorted(self.within)
        return {**self.given, **ago, **own, "birthdays": birthdays}


@dataclass(frozen=True)
class Slice:
    """An indicator, or only its rows of one word of a division; `key` is the word's number in its list where the caller knows it."""

    indicator: Indicator
    by: str = ""
    word: str = ""
    key: int | None = None


@dataclass(frozen=True)
class Column:
    """What one pass over a source computes of the rows that meet both conditions: their number, a sum, or the least amount."""

    amount: str
    where: str
    rows: str
    least: bool


class Part:
    """The pass over one source: columns are added as they are asked for, equal ones once."""

    def __init__(self, source: Source, *, by: str, child: bool) -> None:
        self.source = source
        self.by = source.breakdowns[by] if by else None
        self.child = child
        self.joins = {self.by.join: None} if self.by else {}
        self.columns: dict[Column, int] = {}

    def place(self, measure: Measure, division: Breakdown | None = None, condition: str = "") -> int:
        """The position of the column for a measure, or for its rows that meet a condition of one division."""
        if division:
            self.joins[division.join] = None
        where = every(measure.where, condition)
        column = Column(measure.amount, where, _rows(self.source, self.by or division), least=measure.least)
        return self.columns.setdefault(column, len(self.columns))

    @property
    def nothing(self) -> list[int | None]:
        """What the columns hold where there is no row."""
        return [None if column.least else self.source.empty for column in self.columns]

    def sql(self, number: int) -> str:
        """The part as a SELECT: its number, the child, the word, and the counts (for the unit, then where they differ for the child)."""
        source, by = self.source, self.by
        edges = [""] if source.edge is None else source.edge if self.child else source.edge[:1]
        kinds_of_rows = {column.rows for column in self.columns}
        shared = kinds_of_rows.pop() if len(kinds_of_rows) == 1 else ""
        counts = ", ".join(
            _aggregate(column, every(column.where, "" if shared else column.rows, edge)) for edge in edges for column in self.columns
        )
        groups = [source.child] * self.child + ([by.grouped] if by else [])
        return (
            f"SELECT {number} AS source, {source.child if self.child else 'CAST(NULL AS integer)'} AS child, "
            f"{by.shown if by else 'CAST(NULL AS text)'} AS word, CAST(ARRAY[{counts}] AS bigint[]) AS counts\n"
            f"FROM {source.tables} {' '.join(self.joins)}\nWHERE {every(source.where, shared) or 'true'}"
            + (f"\nGROUP BY {', '.join(groups)}" if groups else "")
        )


def _rows(source: Source, division: Breakdown | None) -> str:
    return (division.where if division else "") or source.where_undivided


def _aggregate(column: Column, where: str) -> str:
    function = "min" if column.least else "sum"
    return (f"{function}({column.amount})" if column.amount else "count(*)") + (f" FILTER (WHERE {where})" if where else "")


def every(*conditions: str) -> str:
    """The conditions that say something, joined; empty where none does."""
    return " AND ".join(f"({condition})" for condition in conditions if condition not in {"", "true"})


def listing(wanted: Slice, known: datetime | None, *, child: bool) -> str:
    """The rows that a figure counts, one by one, for the unit or for one child of it."""
    measure = wanted.indicator.numerator
    source, shown = measure.source, measure.source.listing
    division = source.breakdowns[wanted.by] if wanted.by else None
    where = every(
        source.where,
        measure.where,
        _rows(source, division),
        division.condition(wanted.word, "%(word)s") if division else "",
        source.edge[child] if source.edge else "",
        f"{source.child} = %(child)s" if child else "",
    )
    return (
        f"SELECT CAST({shown.id} AS text), {shown.label}, {measure.amount or '1'} AS amount\n"
        f"FROM {source.tables} {division.join if division else ''} {shown.join.format(held=held(known))}\n"
        f"WHERE {where or 'true'}\nORDER BY {shown.order} LIMIT %(limit)s OFFSET %(offset)s"
    )


def held(known: datetime | None, alias: str = "") -> str:
    """The condition on dated rows, of a table by its alias, that count: those held now, or those held at an instant."""
    recorded = f"{alias}.recorded" if alias else "recorded"
    return f"upper_inf({recorded})" if known is None else f"{recorded} @> CAST(%(known)s AS timestamptz)"


TREE, IN_SCOPE = "unit_leaf", "SELECT * FROM {tree} WHERE unit = ANY (%(within)s)"
"""Every source starts from the tree, so that what is cut out of it is seen by none."""
EVERYTHING = "SELECT * FROM {tree}"


def as_seen(sql: str, catalogue: Catalogue, sources: Iterable[Source], question: Question) -> str:
    """The statement over the tables as held at an instant, within a scope and boundaries: each gives way to a query of the same name."""
    names = {name for source in sources for name in source.reads} if question.known is not None else set()
    shadows = {name: table.sql(sql, held(question.known)) for name, table in catalogue.past.items() if name in names}
    if question.boundaries is not None and catalogue.boundaries is not None:
        shadows = {**_as_hung(catalogue.boundaries, question), **{name: shadow for name, shadow in shadows.items() if name != TREE}}
    elif question.within is not None:
        tree = f"({shadows[TREE]}) held" if TREE in shadows else TREE
        shadows = {TREE: IN_SCOPE.format(tree=tree), **{name: shadow for name, shadow in shadows.items() if name != TREE}}
    if not shadows:
        return sql
    return "WITH " + ",\n".join(f"{name} AS ({shadow})" for name, shadow in shadows.items()) + f"\n{sql}"


def _as_hung(boundaries: Boundaries, question: Question) -> dict[str, str]:
    """The tree as it hung on another day, in the steps that lead to it; the first are over the tree itself, and the last hides it."""
    tree = TREE if question.known is None else f"({boundaries.closure.format(held=held(question.known))}) held"
    steps = {}
    if question.within is not None or question.known is not None:
        scope = IN_SCOPE if question.within is not None else EVERYTHING
        steps, tree = {"unit_tree": scope.format(tree=tree)}, "unit_tree"
    placed = boundaries.shared if question.shared else boundaries.placed
    steps["unit_hung"] = boundaries.hung.format(tree=tree)
    return {**steps, TREE: placed.format(tree=tree, hung="unit_hung", held=held(question.known, "s"))}
