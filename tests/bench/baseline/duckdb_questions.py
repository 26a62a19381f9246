"""Smaller questions in DuckDB: the head count by age, and a page of the roll."""

from __future__ import annotations

import duckdb

from tests.bench.baseline.duckdb_return import AGES, Asked


def head_count(connection: duckdb.DuckDBPyConnection, asked: Asked) -> dict[tuple[int, str], int]:
    """Members by child of the unit and age band; empty bands are left out."""
    bands = " ".join(
        f"WHEN s.born <= {asked.years_ago(least)} AND s.born > {asked.years_ago(most + 1)} THEN '{word}'"
        for word, (least, most) in AGES.items()
    )
    rows = connection.execute(f"""
SELECT t.child, CASE {bands} END AS band, count(*)
  FROM unit_leaf t JOIN member_span s ON s.cell = t.unit AND s.since <= DATE '{asked.day}' AND s.until > DATE '{asked.day}'
 WHERE {asked.here()} GROUP BY ALL""").fetchall()
    return {(child, band): number for child, band, number in rows}


def page(connection: duckdb.DuckDBPyConnection, asked: Asked, limit: int, offset: int) -> list[tuple[str, str]]:
    """A stretch of the roll by given name: the late columns are fetched for the rows of the page alone."""
    return connection.execute(f"""
SELECT f.record_no, f.name
  FROM (SELECT s.person, s.sort_key
          FROM unit_leaf t JOIN member_span s ON s.cell = t.unit AND s.since <= DATE '{asked.day}' AND s.until > DATE '{asked.day}'
         WHERE {asked.here()} ORDER BY s.sort_key, s.person LIMIT {limit} OFFSET {offset}) s
  JOIN facts f ON f.person = s.person
 ORDER BY s.sort_key, s.person""").fetchall()
