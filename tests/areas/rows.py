"""Rows by plain SQL, past every command, as a careless operator or another program would write them."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from dangvu.periods.days import Span

BY = "(SELECT max(id) FROM ledger_decision)"
INSTANT = "(SELECT max(recorded) FROM ledger_decision)"

Value = int | str | date | Span | None


def opened(table: str, **values: Value) -> str:
    """A row held since the last decision and opened by it."""
    names = ", ".join([*values, "recorded", "opened_by_id"])
    literals = ", ".join([*map(_literal, values.values()), f"tstzrange({INSTANT}, NULL)", BY])
    return f"INSERT INTO {table} ({names}) VALUES ({literals})"


def closed(table: str, condition: str) -> str:
    """The closing, by the last decision, of rows that are held now."""
    closing = f"recorded = tstzrange(lower(recorded), {INSTANT}), closed_by_id = {BY}"
    return f"UPDATE {table} SET {closing} WHERE upper_inf(recorded) AND {condition}"


def like_another(table: str, **values: str) -> str:
    """A row held since the last decision, as some other row of the table but for these values."""
    differing = "".join(f", '{name}', '{value}'" for name, value in values.items())
    return f"""
        INSERT INTO {table} SELECT (jsonb_populate_record(NULL::{table}, to_jsonb(one) || jsonb_build_object(
            'id', -1, 'closed_by_id', NULL, 'opened_by_id', {BY}, 'recorded', tstzrange({INSTANT}, NULL){differing}))).*
          FROM (SELECT * FROM {table} ORDER BY id LIMIT 1) one
    """


def _literal(value: Value) -> str:
    match value:
        case None:
            return "NULL"
        case Span(since=since, until=until):
            return f"daterange({_literal(since)}, {_literal(until)})"
        case bool() | int():
            return str(value)
    return f"'{value}'"


def execute(*statements: str) -> None:
    """One transaction, judged at its end."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refusal(*statements: str) -> str | None:
    """The name of the constraint that refuses these statements."""
    with pytest.raises(IntegrityError) as caught:
        execute(*statements)
    return getattr(getattr(caught.value.__cause__, "diag", None), "constraint_name", None)
