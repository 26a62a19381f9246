"""The least that a change can cost: in a table without constraints and triggers one row is closed and one row added, durably."""

from __future__ import annotations

from typing import Any

import psycopg


def prepare(register: psycopg.Connection[Any]) -> None:
    """A copy of the edges of the tree with nothing but a primary key."""
    register.execute("CREATE TABLE bare_edge AS SELECT id, unit_id, parent_id, period, recorded FROM organisation_unitedge")
    register.execute("ALTER TABLE bare_edge ADD PRIMARY KEY (id)")


def move(register: psycopg.Connection[Any], edge: int) -> None:
    """One transaction: the edge is no longer held, another takes its place."""
    with register.transaction():
        register.execute("UPDATE bare_edge SET recorded = tstzrange(lower(recorded), now()) WHERE id = %s", [edge])
        register.execute(
            "INSERT INTO bare_edge SELECT id + 1000000, unit_id, parent_id, period, tstzrange(now(), NULL) FROM bare_edge WHERE id = %s",
            [edge],
        )
