"""Taking a whole decision back: the rows that it opened close, those that it closed open anew, and what rests on it is told.

It goes over every remembered table there is, so that a new area needs nothing of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import connection, models
from django.db.models.expressions import CombinedExpression

from dangvu.ledger.dated import CURRENT, Remembered

OWN = ("id", "recorded", "opened_by_id", "closed_by_id")

Undone = Sequence[tuple[int, int]]
"""Decisions that took another one back, in order, each with the one that it took back."""


class Subject(NamedTuple):
    """Something that rows are about: the table that numbers it, and its number."""

    table: str
    number: int


@dataclass(frozen=True)
class _Table:
    """A remembered table: its columns, the subjects that columns point to, and when two rows (l, m) may not both be current."""

    name: str
    columns: tuple[str, ...]
    subjects: Mapping[str, str]
    rivals: tuple[str, ...]


def _tables() -> list[_Table]:
    return [_table(model) for model in apps.get_models() if issubclass(model, Remembered)]


def _table(model: type[models.Model]) -> _Table:
    fields = model._meta.concrete_fields
    subjects = {
        str(field.column): field.remote_field.model._meta.db_table
        for field in fields
        if isinstance(field, models.ForeignKey) and field.name not in {"opened_by", "closed_by"}
    }
    columns = tuple(name for field in fields if (name := str(field.column)) not in OWN)
    rivals = tuple(rule for constraint in model._meta.constraints if (rule := _rivals(model, constraint)))
    return _Table(model._meta.db_table, columns, subjects, rivals)


def _rivals(model: type[models.Model], constraint: models.constraints.BaseConstraint) -> str:
    """What two rows have in common that no two current ones may have on one day."""
    names: list[Any] = []
    if isinstance(constraint, ExclusionConstraint):
        condition = constraint.condition or CURRENT
        among = [child[0] for child in condition.children if isinstance(child, tuple) and child not in CURRENT.children]
        names = [*(expression for expression, operator in constraint.expressions if operator == RangeOperators.EQUAL), *among]
    elif isinstance(constraint, models.UniqueConstraint) and constraint.condition == CURRENT:
        names = list(constraint.fields)
    return " AND ".join(_alike(model, name) for name in names)


def _alike(model: type[models.Model], expression: Any) -> str:
    """Equality of a column; an expression is `newest_first` of a column, or a column of numbers with 0 in place of null."""
    if isinstance(expression, str):
        column = next(field.column for field in model._meta.concrete_fields if field.name == expression)
        return f"l.{column} = m.{column}"
    column = expression.get_source_expressions()[0].name
    if isinstance(expression, CombinedExpression):
        return f"l.{column} = m.{column}"
    return f"coalesce(l.{column}, 0) = coalesce(m.{column}, 0)"


def resting_on(
    decision: int, undone: Undone, *, created: Iterable[Subject], wholly: Collection[str], but: Collection[str] = ()
) -> dict[int, set[Subject]]:
    """Later decisions that rest on this one, with what they are about.

    They wrote of a subject that it created, closed a row that it opened, or wrote where it wrote. Of subjects of the tables
    `wholly` that it wrote of, everything later counts, except rows of the tables `but`. A decision taken back meanwhile rests on nothing.
    """
    tables = [table for table in _tables() if table.name not in but]
    numbers: dict[str, set[int]] = defaultdict(set)
    for subject in created:
        numbers[subject.table].add(subject.number)
    annulled = sorted({number for pair in undone for number in pair})
    found: dict[int, set[Subject]] = defaultdict(set)
    with connection.cursor() as cursor:
        for table in tables:
            for subject in _written(cursor, table, decision, decision):
                if subject.table in wholly:
                    numbers[subject.table].add(subject.number)
        for table in tables:
            rests, values = _rests(table, numbers)
            values |= {"decision": decision, "annulled": annulled, "restored": _restored(cursor, table, decision, undone)}
            cursor.execute(f"SELECT DISTINCT {_columns_of(table, 'd.id')} {LATER.format(table=table.name)} AND ({rests})", values)
            for number, *subjects in cursor.fetchall():
                found[number].update(_named(table, subjects))
    return dict(found)


LATER = """
  FROM {table} l CROSS JOIN LATERAL (VALUES (l.opened_by_id), (l.closed_by_id)) d (id)
 WHERE d.id > %(decision)s AND d.id <> ALL (%(annulled)s)
"""


def _rests(table: _Table, numbers: Mapping[str, Collection[int]]) -> tuple[str, dict[str, Any]]:
    """The condition under which a row l that was opened or closed later rests on the decision."""
    rules, values = ["l.opened_by_id = %(decision)s", "l.id = ANY (%(restored)s)"], {}
    for column, name in table.subjects.items():
        if numbers.get(name):
            rules.append(f"l.{column} = ANY (%({column})s)")
            values[column] = sorted(numbers[name])
    here = f"FROM {table.name} m WHERE (m.opened_by_id = %(decision)s OR m.closed_by_id = %(decision)s)"
    rules += [f"EXISTS (SELECT {here} AND {alike})" for alike in table.rivals]
    return " OR ".join(rules), values


def _columns_of(table: _Table, *before: str) -> str:
    """The columns of the subjects, and something before them; a table about days alone has no subject."""
    return ", ".join([*before, *(f"l.{column}" for column in table.subjects)])


def _named(table: _Table, numbers: Iterable[int | None]) -> Iterator[Subject]:
    for name, number in zip(table.subjects.values(), numbers, strict=True):
        if number is not None:
            yield Subject(name, number)


def _written(cursor: Any, table: _Table, opener: int, closer: int) -> Iterator[Subject]:
    """What the rows are about that one decision opened or the other closed."""
    if not table.subjects:
        return
    cursor.execute(
        f"SELECT DISTINCT {_columns_of(table)} FROM {table.name} l WHERE l.opened_by_id = %s OR l.closed_by_id = %s", [opener, closer]
    )
    for numbers in cursor.fetchall():
        yield from _named(table, numbers)


def _restored(cursor: Any, table: _Table, decision: int, undone: Undone) -> list[int]:
    """Rows of the decision that a later one closed and the taking back of that one opened anew, word for word."""
    restored: list[int] = []
    for undo, taken_back in undone:
        cursor.execute(
            f"SELECT n.id FROM {table.name} n JOIN {table.name} r ON to_jsonb(n) - %(own)s::text[] = to_jsonb(r) - %(own)s::text[] "
            "WHERE n.opened_by_id = %(undo)s AND r.closed_by_id = %(taken_back)s "
            "AND (r.opened_by_id = %(decision)s OR r.id = ANY (%(restored)s))",
            {"own": list(OWN), "undo": undo, "taken_back": taken_back, "decision": decision, "restored": restored},
        )
        restored += [number for (number,) in cursor.fetchall()]
    return restored


def withdraw(decision: int, undone: Undone, *, by: int, recorded: datetime) -> set[Subject]:
    """Close every row of a decision and open anew what it had closed; nothing is deleted, so what was known stays known.

    The answer names everything that the register now tells otherwise.
    """
    touched: set[Subject] = set()
    with connection.cursor() as cursor:
        for table in _tables():
            restored = _restored(cursor, table, decision, undone)
            cursor.execute(
                f"UPDATE {table.name} SET recorded = tstzrange(lower(recorded), %s), closed_by_id = %s "
                "WHERE upper_inf(recorded) AND (opened_by_id = %s OR id = ANY (%s::bigint[]))",
                [recorded, by, decision, restored],
            )
            columns = ", ".join(table.columns)
            cursor.execute(
                f"INSERT INTO {table.name} ({columns}, recorded, opened_by_id) SELECT {columns}, tstzrange(%s, NULL), %s "
                f"FROM {table.name} WHERE closed_by_id = %s AND opened_by_id <> %s",
                [recorded, by, decision, decision],
            )
            touched.update(_written(cursor, table, by, by))
    return touched
