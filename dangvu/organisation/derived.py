"""The closure of the tree over time, `unit_leaf`; computed by one query, for some units or for all."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

CLOSURE = """
WITH RECURSIVE alive AS (
  SELECT unit_id AS unit, unnest(range_agg(period)) AS days FROM organisation_unitstate WHERE {held} {only} GROUP BY 1
), up (ancestor, child, unit, days) AS (
  SELECT unit, unit, unit, days FROM alive
  UNION ALL
  SELECT e.parent_id, up.ancestor, up.unit, up.days * e.period
    FROM up JOIN organisation_unitedge e ON e.unit_id = up.ancestor AND e.period && up.days AND {held}
)
SELECT ancestor, child, unit, lower(days) AS since, coalesce(upper(days), DATE '9999-12-31') AS until FROM up
"""

NOW = "upper_inf(recorded)"


def refresh_closure(units: Sequence[int] | None = None) -> None:
    """Recompute what hangs above these units and everything below them; all units where none are given."""
    with connection.cursor() as cursor:
        if units is None:
            cursor.execute("DELETE FROM unit_leaf")
            cursor.execute("INSERT INTO unit_leaf (ancestor, child, unit, since, until) " + CLOSURE.format(held=NOW, only=""))
            return
        cursor.execute(
            "SELECT array_agg(DISTINCT unit) "
            "FROM (SELECT unit FROM unit_leaf WHERE ancestor = ANY (%s::int[]) UNION SELECT unnest(%s::int[])) t",
            [list(units), list(units)],
        )
        (below,) = cursor.fetchone() or (None,)
        cursor.execute("DELETE FROM unit_leaf WHERE unit = ANY (%s::int[])", [below])
        cursor.execute(
            "INSERT INTO unit_leaf (ancestor, child, unit, since, until) " + CLOSURE.format(held=NOW, only="AND unit_id = ANY (%s::int[])"),
            [below],
        )
