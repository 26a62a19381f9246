"""Rows by the ten thousand: COPY of ready lines, and the constraints of an empty register set aside while it fills."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice

from django.db import connection

from dangvu.ledger.chain import instant

CHUNK = 4096
NULL = "\\N"


def copy_in(table: str, columns: Sequence[str], lines: Iterable[str]) -> None:
    """COPY lines of tab-separated values, already escaped, each ending in a newline."""
    lines = iter(lines)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({', '.join(columns)}) FROM STDIN") as copy:
        while block := "".join(islice(lines, CHUNK)):
            copy.write(block)


def escaped(text: str) -> str:
    """A text as COPY reads it."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r") if not text.isprintable() else text


def days(since: date, until: date | None) -> str:
    """A half-open range of days as COPY reads it."""
    return f"[{since},{until or ''})"


def since_instant(recorded: datetime) -> str:
    """The range of instants from a decision on, as COPY reads it."""
    return f'["{instant(recorded)}",)'


@contextmanager
def constraints_aside(tables: Sequence[str], *, empty: bool) -> Iterator[None]:
    """While an empty register fills, its exclusion constraints and foreign keys are dropped and then made anew, all rows checked.

    It happens in the one transaction of the load; where the register holds rows already, everything stays in place.
    """
    if not empty:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('x', 'f') ORDER BY contype DESC, conname",
            [list(tables)],
        )
        found = cursor.fetchall()
        for table, name, _ in found:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    yield
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ANALYZE {table}")
        for table, name, definition in found:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
