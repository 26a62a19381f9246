"""The summary of attendance, one row a cell and month."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

SUMMARY = "SELECT cell_id AS cell, month, due, present FROM meetings_attendance WHERE {held} {only}"


def refresh_summary(cells: Sequence[int] | None = None) -> None:
    """Recompute the summary of these cells; of all where none are given."""
    only, mine, values = (
        ("", "", []) if cells is None else ("AND cell_id = ANY (%s::int[])", " WHERE cell = ANY (%s::int[])", [list(cells)])
    )
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM meeting_summary{mine}", values)
        cursor.execute(
            "INSERT INTO meeting_summary (cell, month, due, present) " + SUMMARY.format(held="upper_inf(recorded)", only=only), values
        )
