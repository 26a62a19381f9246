"""Databases of the measurement's own on the instance's server, gone when it ends; the register in use is never touched."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg.sql import SQL, Identifier

EXPORTS = {
    "unit_leaf": "SELECT ancestor, child, unit, since, until FROM unit_leaf",
    "unit_state": "SELECT unit, kind, cell, sector, locality, since, until FROM unit_span",
    "member_span": "SELECT person, cell, since, until, standing, participation, female, ethnicity, religion, born, decided, education, "
    "profession, theory, occupation, encode(sort_key, 'hex') FROM member_span",
    "member_event": "SELECT person, cell, day, tree_day, kind, inward FROM member_event",
    "meeting": "SELECT cell, month, due, present FROM meeting_summary",
    "place": "SELECT locality, parent, since, until FROM locality_span",
    "place_count": "SELECT locality, measure, NULLIF(people, ''), value, since, until FROM locality_count",
    "term": "SELECT id, list, label FROM people_term",
    "facts": "SELECT person_id, record_no, name FROM people_facts WHERE upper_inf(recorded)",
}
"""What DuckDB is given, a file a table."""


class Scratch:
    """Databases under one random name on the server that Django is set to use."""

    def __init__(self) -> None:
        self._settings = connections["default"].settings_dict
        self._before = {**self._settings, "OPTIONS": {**self._settings["OPTIONS"]}}
        self.name = f"dangvu_bench_{secrets.token_hex(4)}"
        self._made: list[str] = []

    def connect(self, database: str | None = None) -> psycopg.Connection[Any]:
        """A connection past Django, each statement a transaction of its own."""
        place, names = self._before, {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
        given = {name: place[key] for name, key in names.items() if place.get(key)}
        return psycopg.connect(**given, dbname=database or "postgres", autocommit=True)

    def make(self, part: str, template: str = "") -> str:
        """A new database, empty or a copy; Django is not connected to it yet."""
        name = f"{self.name}_{part}"
        connections["default"].close()
        with self.connect() as server:
            server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template or "template0")))
        self._made.append(name)
        return name

    def drop(self, name: str) -> None:
        """End a database of ours."""
        connections["default"].close()
        with self.connect() as server:
            server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
        self._made.remove(name)

    def use(self, name: str) -> None:
        """Django works on this database from now on, without parallel workers."""
        connections["default"].close()
        options = self._before["OPTIONS"]
        single = f"{options.get('options', '')} -c max_parallel_workers_per_gather=0"
        self._settings.update(NAME=name, OPTIONS={**options, "options": single})

    def end(self) -> None:
        """Drop everything made here; Django is back on the register in use."""
        connections["default"].close()
        self._settings.update(self._before)
        for name in list(self._made):
            self.drop(name)


@contextmanager
def scratch() -> Iterator[Scratch]:
    """Databases that are gone when the `with` ends, however it ends."""
    place = Scratch()
    try:
        yield place
    finally:
        place.end()


def migrated(place: Scratch) -> str:
    """A database with every table and nothing in it."""
    name = place.make("empty")
    place.use(name)
    call_command("migrate", verbosity=0)
    connections["default"].close()
    return name


def export(place: Scratch, name: str, folder: Path) -> None:
    """The register's tables as CSV files."""
    with place.connect(name) as register:
        for table, query in EXPORTS.items():
            with (
                (folder / f"{table}.csv").open("wb") as file,
                register.cursor() as cursor,
                cursor.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy,
            ):
                for block in copy:
                    file.write(block)
