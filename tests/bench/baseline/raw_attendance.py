"""Attendance counted from one row a member and meeting, as it is before anybody thinks of a summary."""

from __future__ import annotations

from datetime import date
from typing import Any

import psycopg

from tests.bench.baseline.duckdb_return import Asked


def fill(register: psycopg.Connection[Any]) -> int:
    """Rows that say the same as the summary: so many due in each meeting, the first of them present."""
    register.execute("CREATE TABLE raw_attendance (cell integer, month date, seat smallint, present boolean)")
    register.execute(
        "INSERT INTO raw_attendance SELECT cell, month, seat, seat <= present "
        "FROM meeting_summary, generate_series(1, due) seat ORDER BY 1, 2"
    )
    register.execute("CREATE INDEX ON raw_attendance (cell, month)")
    register.execute("VACUUM ANALYZE raw_attendance")
    (rows,) = register.execute("SELECT count(*) FROM raw_attendance").fetchone() or (0,)
    return int(rows)


def by_child(register: psycopg.Connection[Any], asked: Asked, first: date, last: date) -> dict[int, tuple[int, int]]:
    """Due and present in a period by child of the unit."""
    rows = register.execute(
        "SELECT t.child, count(*), count(*) FILTER (WHERE a.present) FROM unit_leaf t "
        "JOIN raw_attendance a ON a.cell = t.unit AND a.month >= t.since AND a.month < t.until AND a.month BETWEEN %(first)s AND %(last)s "
        "WHERE t.ancestor = %(unit)s GROUP BY t.child",
        {"unit": asked.unit, "first": first, "last": last},
    ).fetchall()
    return {child: (due, present) for child, due, present in rows}
