"""Rows with two times: `period`, when it was true, and `recorded`, when we held it to be true. Both ranges are half-open.

What such a row points to is judged once for each statement and not by a foreign key, which would ask for each row (ADR 0008).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, DateTimeRangeField, RangeOperators
from django.db import connection, migrations, models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange

from dangvu.periods.days import Span


class Remembered(models.Model):
    """A row that keeps when we held it to be true; it changes once, when `recorded` closes."""

    recorded = DateTimeRangeField()
    opened_by = models.ForeignKey("ledger.Decision", on_delete=models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    closed_by = models.ForeignKey(
        "ledger.Decision", on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    source_row = models.IntegerField(null=True)

    class Meta:
        abstract = True


class Dated(Remembered):
    """A remembered row that was true for a range of days."""

    period = DateRangeField()

    class Meta:
        abstract = True


M = TypeVar("M", bound=Remembered)
D = TypeVar("D", bound=Dated)

CURRENT = models.Q(recorded__upper_inf=True)
EVERY_ROW = models.Q()


def one_at_a_time(name: str, *subject: Any, among: models.Q = EVERY_ROW) -> ExclusionConstraint:
    """No two current rows of one subject (columns or expressions) may share a day; `among` some rows only, by values of columns."""
    return ExclusionConstraint(
        name=name,
        expressions=[*((column, RangeOperators.EQUAL) for column in subject), ("period", RangeOperators.OVERLAPS)],
        condition=CURRENT & among,
    )


def newest_first(number: str) -> models.expressions.Combinable:
    """A growing number as the first column of a constraint that a batch fills by the ten thousand.

    GiST weighs the entries of a page in their order and asks the further columns of each that fits better than all before it. For a number
    above all held that is every entry where they ascend, and few where they descend (docs/performance.md).
    """
    return -models.F(number)


def some_days(name: str) -> models.CheckConstraint:
    """A period of at least one day; an empty one overlaps nothing, so no exclusion constraint sees it."""
    return models.CheckConstraint(condition=~models.Q(period__isempty=True), name=name)


def current(model: type[M], **subject: Any) -> models.QuerySet[M]:
    """The rows that we hold to be true now."""
    return model._default_manager.filter(CURRENT, **subject)


def held(model: type[M], known: datetime | None, **subject: Any) -> models.QuerySet[M]:
    """The rows that we held to be true at an instant; now, where none is given."""
    if known is None:
        return current(model, **subject)
    return model._default_manager.filter(recorded__contains=known, **subject)


def span_of(row: Dated) -> Span:
    """The row's range of days."""
    return Span(row.period.lower, row.period.upper)


def close(row: Remembered, *, decision: int, recorded: datetime) -> None:
    """End our belief in a row; the database allows this once and nothing else."""
    type(row)._default_manager.filter(pk=row.pk).update(recorded=DateTimeTZRange(row.recorded.lower, recorded), closed_by=decision)


def open_row(model: type[M], *, decision: int, recorded: datetime, **values: Any) -> M:
    """A new row that we believe from this decision on."""
    return model._default_manager.create(recorded=DateTimeTZRange(recorded, None), opened_by_id=decision, **values)


def assign(
    model: type[D],
    subject: dict[str, Any],
    since: date,
    values: dict[str, Any],
    *,
    decision: int,
    recorded: datetime,
    source_row: int | None = None,
) -> None:
    """Let `values` hold from a day until the next recorded turn; what was true before that day is restated, never lost."""
    rows = sorted(current(model, **subject), key=lambda row: row.period.lower)
    until = next((row.period.lower for row in rows if row.period.lower > since), None)
    for row in rows:
        if since in span_of(row):
            cut(row, since, decision=decision, recorded=recorded, source_row=source_row)
            until = row.period.upper
    period = DateRange(since, until)
    open_row(model, decision=decision, recorded=recorded, source_row=source_row, period=period, **subject, **values)


def cut(row: D, day: date, *, decision: int, recorded: datetime, source_row: int | None = None, **ending: Any) -> None:
    """Let a row's truth end before `day`; `ending` are columns that say how it ended, `source_row` is that of the ending."""
    close(row, decision=decision, recorded=recorded)
    if row.period.lower < day:
        kept = {name: getattr(row, name) for name in _kept(row)}
        period = DateRange(row.period.lower, day)
        open_row(type(row), decision=decision, recorded=recorded, source_row=source_row, period=period, **{**kept, **ending})


def close_rows(table: str, numbers: Sequence[int], decision: int, recorded: datetime) -> None:
    """Rows no longer held, by their primary keys."""
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET recorded = tstzrange(lower(recorded), %s), closed_by_id = %s WHERE id = ANY (%s::bigint[])",
                [recorded, decision, list(numbers)],
            )


def open_rows(model: type[M], rows: Iterable[Mapping[str, Any]], *, decision: int, recorded: datetime) -> None:
    """`open_row` of many rows."""
    held = DateTimeTZRange(recorded, None)
    model._default_manager.bulk_create((model(recorded=held, opened_by_id=decision, **values) for values in rows), batch_size=AT_ONCE)


def cut_rows(model: type[D], rows: Sequence[D], day: date, *, decision: int, recorded: datetime) -> None:
    """`cut` of many rows, each of another subject."""
    close_rows(model._meta.db_table, [row.pk for row in rows], decision, recorded)
    heads = (
        {name: getattr(row, name) for name in _kept(row)} | {"period": DateRange(row.period.lower, day)}
        for row in rows
        if row.period.lower < day
    )
    open_rows(model, heads, decision=decision, recorded=recorded)


def assign_rows(
    model: type[D], subject: str, since: date, values: Mapping[int, Mapping[str, Any]], *, decision: int, recorded: datetime
) -> None:  # fmt: skip
    """`assign` of many subjects, each by its number, with the values of each."""
    until: dict[int, date | None] = {}
    covering: dict[int, D] = {}
    for row in current(model, **{f"{subject}__in": list(values)}).order_by("-period"):
        number = getattr(row, subject)
        if since in span_of(row):
            covering[number], until[number] = row, row.period.upper
        elif row.period.lower > since:
            until[number] = row.period.lower
    cut_rows(model, list(covering.values()), since, decision=decision, recorded=recorded)
    opened = ({subject: number, "period": DateRange(since, until.get(number)), **new} for number, new in values.items())
    open_rows(model, opened, decision=decision, recorded=recorded)


def _kept(row: Dated) -> list[str]:
    return [field.attname for field in row._meta.concrete_fields if field.attname not in _OWN]


AT_ONCE = 5000
_OWN = {"id", "recorded", "opened_by_id", "closed_by_id", "source_row", "period"}


def guard(*tables: str) -> migrations.RunSQL:
    """A migration step: these tables accept new rows and the one closing of `recorded`, nothing else."""
    triggers = {
        "only_close": "BEFORE UPDATE OR DELETE ON {} FOR EACH ROW EXECUTE FUNCTION ledger_only_close()",
        "no_truncate": "BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    }
    return migrations.RunSQL(
        "".join(f"CREATE TRIGGER {name} {rest.format(table)};\n" for table in tables for name, rest in triggers.items()),
        "".join(f"DROP TRIGGER {name} ON {table};\n" for table in tables for name in triggers),
    )


def pointing(table: str, **parents: str) -> migrations.RunSQL:
    """A migration step: what new rows of a table point to is there, asked at the end of each statement; the decision, of the transaction.

    `parents` are tables by the columns that hold their numbers. A column that leads nowhere is named like a foreign key's constraint.
    """
    lost = " UNION ALL ".join(
        f"SELECT '{column}' AS reference FROM fresh WHERE {column} IS NOT NULL "
        f"AND NOT EXISTS (SELECT FROM {parent} p WHERE p.id = {column})"
        for column, parent in parents.items()
    )
    judge = f"""
CREATE FUNCTION {table}_point() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lost text;
BEGIN
  -- min() rather than LIMIT 1, which would let the planner bet on a fault and loop over everything
  SELECT min(reference) INTO lost FROM ({lost}) references_nothing;
  IF lost IS NOT NULL THEN
    RAISE EXCEPTION '% of % leads nowhere', lost, TG_TABLE_NAME
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = TG_TABLE_NAME || '_' || lost || '_fk';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER point AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION {table}_point();
"""
    names = "".join(
        f"CREATE TRIGGER named_{verb} AFTER {verb} ON {table} REFERENCING NEW TABLE AS fresh "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_note_named();\n"
        for verb in ("insert", "update")
    )
    undo = f"DROP TRIGGER named_insert ON {table}; DROP TRIGGER named_update ON {table};"
    if not parents:
        return migrations.RunSQL(names, undo)
    return migrations.RunSQL(names + judge, f"{undo} DROP TRIGGER point ON {table}; DROP FUNCTION {table}_point();")


def keep_subjects(*tables: str) -> migrations.RunSQL:
    """A migration step: the numbers that dated rows point to are never changed nor deleted."""
    triggers = {
        "no_delete": "BEFORE DELETE ON {} FOR EACH ROW EXECUTE FUNCTION ledger_refuse()",
        "no_other_number": "BEFORE UPDATE ON {} FOR EACH ROW WHEN (NEW.id <> OLD.id) EXECUTE FUNCTION ledger_refuse()",
        "no_truncate": "BEFORE TRUNCATE ON {} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()",
    }
    return migrations.RunSQL(
        "".join(f"CREATE TRIGGER {name} {rest.format(table)};\n" for table in tables for name, rest in triggers.items()),
        "".join(f"DROP TRIGGER {name} ON {table};\n" for table in tables for name in triggers),
    )


def next_id(model: type[models.Model]) -> int:
    """The number after the highest; safe because decisions are recorded one at a time."""
    highest: int | None = model._default_manager.aggregate(highest=models.Max("id"))["highest"]
    return (highest or 0) + 1


def settle(constraints: str = "ALL") -> None:
    """Ask the database to judge waiting constraints now, so that a refusal belongs to the command that caused it."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS {constraints} IMMEDIATE")
        cursor.execute(f"SET CONSTRAINTS {constraints} DEFERRED")
