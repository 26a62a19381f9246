"""Rows by the ten thousand: COPY of ready lines, and the constraints of an empty register set aside while it fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from itertools import islice
from time import sleep

from django.db import OperationalError, connection, transaction

from dangvu.ledger.chain import instant

CHUNK = 512
"""Lines sent at once: few enough for the socket to take them, so that the server is at work while the next are made."""
NULL = "\\N"
ATTEMPTS, PAUSE = 1000, 0.02
"""How often the tables of a first load are asked for before it waits for them, and the seconds in between."""
ROUGHLY = 25
"""A quarter of PostgreSQL's usual sample, taken in a quarter of the time."""


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


def set_constraints_aside(tables: Sequence[str]) -> Callable[[], None]:
    """Drop the keys and constraints of empty tables: it is cheaper to build and to judge over everything than row by row.

    A primary key that other tables point to stays.

    The answer makes constraints and indexes anew, all rows checked. Both belong in the one transaction of the load.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname), "
            "format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid)) "
            "FROM pg_constraint c WHERE conrelid = ANY (%s::regclass[]) AND (contype IN ('x', 'f', 'u') OR contype = 'p' "
            "AND NOT EXISTS (SELECT FROM pg_constraint WHERE confrelid = c.conrelid)) ORDER BY contype DESC, conname",
            [list(tables)],
        )
        constraints = cursor.fetchall()
        _lock(tables)
        cursor.execute(
            "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY (%s::regclass[]) AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)",
            [list(tables)],
        )
        aside = constraints + cursor.fetchall()
        for drop, _ in aside:
            cursor.execute(drop)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def restore() -> None:
        with connection.cursor() as cursor:
            for _, make in aside:
                cursor.execute(make)

    return restore


def _lock(tables: Sequence[str]) -> None:
    """Keep everybody out of these tables and those they point to, of all at once or of none.

    Whoever waited for one of them while holding another would lock up with a page that reads both.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT confrelid::regclass::text FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype = 'f'",
            [list(tables)],
        )
        names = ", ".join(sorted({*tables, *(name for (name,) in cursor.fetchall())}))
        for _attempt in range(ATTEMPTS):
            with suppress(OperationalError), transaction.atomic():
                cursor.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE NOWAIT")
                return
            sleep(PAUSE)
        cursor.execute(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE")


def analyze(tables: Sequence[str]) -> None:
    """Let the database know roughly what these tables hold now; without that it plans for empty ones, and its own upkeep comes later."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL default_statistics_target = {ROUGHLY}")
        cursor.execute(f"ANALYZE {', '.join(tables)}")
