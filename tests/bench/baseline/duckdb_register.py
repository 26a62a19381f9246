"""The register in DuckDB's memory: the same facts, in the tables that suit DuckDB best.

Dates are DATE, words are small whole numbers, rows lie sorted by cell so that the cells of a unit lie together, and the places
of a unit are a closure like its units, so that no question needs a recursion. One thread, as the rival has.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

FOREVER = "DATE '9999-12-31'"
TABLES = {
    "unit_leaf": "ancestor INTEGER, child INTEGER, unit INTEGER, since DATE, until DATE",
    "unit_state": "unit INTEGER, kind VARCHAR, cell BOOLEAN, sector VARCHAR, locality INTEGER, since DATE, until DATE",
    "member_span": "person INTEGER, cell INTEGER, since DATE, until DATE, standing TINYINT, participation TINYINT, female BOOLEAN, "
    "ethnicity SMALLINT, religion SMALLINT, born DATE, decided DATE, education SMALLINT, profession SMALLINT, theory SMALLINT, "
    "occupation SMALLINT, sort_key BLOB",
    "member_event": "person INTEGER, cell INTEGER, day DATE, tree_day DATE, kind VARCHAR, inward BOOLEAN",
    "meeting": "cell INTEGER, month DATE, due INTEGER, present INTEGER",
    "place": "locality INTEGER, parent INTEGER, since DATE, until DATE",
    "place_count": "locality INTEGER, measure VARCHAR, people VARCHAR, value INTEGER, since DATE, until DATE",
    "term": "id SMALLINT, list VARCHAR, label VARCHAR",
    "facts": "person INTEGER, record_no VARCHAR, name VARCHAR",
}
ORDER = {"unit_leaf": "ancestor, unit", "member_span": "cell, since", "member_event": "cell, day", "meeting": "cell, month"}


def load(folder: Path) -> duckdb.DuckDBPyConnection:
    """Read one CSV file a table from the folder."""
    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    for table, columns in TABLES.items():
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in (column.split() for column in columns.split(", ")))
        connection.execute(f"CREATE TABLE {table} ({columns})")
        connection.execute(
            f"INSERT INTO {table} SELECT * FROM read_csv('{folder / table}.csv', header = false, columns = {{{types}}}) "
            f"ORDER BY {ORDER.get(table, 'ALL')}"
        )
    connection.execute("""
CREATE TABLE place_leaf AS
WITH RECURSIVE up (ancestor, locality) AS (
  SELECT locality, locality FROM place
  UNION ALL
  SELECT place.parent, up.locality FROM up JOIN place ON place.locality = up.ancestor WHERE place.parent IS NOT NULL
) SELECT * FROM up ORDER BY ALL""")
    # Names sort as whole numbers: DuckDB need not keep them in order when a member is added.
    connection.execute("""
CREATE OR REPLACE TABLE member_span AS
SELECT * REPLACE (CAST(dense_rank() OVER (ORDER BY sort_key) AS INTEGER) AS sort_key) FROM member_span ORDER BY cell, since""")
    connection.execute("ANALYZE")
    return connection
