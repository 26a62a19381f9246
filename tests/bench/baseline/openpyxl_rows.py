"""An import as it is usually written: openpyxl, and an INSERT for each row into tables that carry the same constraints.

It is given what a careful author would give it: read-only mode, one transaction, a cursor of psycopg itself, no checks beyond the
database's own, no messages, no ledger, no derived tables.
"""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import psycopg
from openpyxl import load_workbook

SCHEMA = """
CREATE SCHEMA office;
CREATE TABLE office.unit (id serial PRIMARY KEY, code text UNIQUE NOT NULL, name text NOT NULL, kind text NOT NULL,
  parent integer REFERENCES office.unit, founded date, ended date, locality text, sector text);
CREATE TABLE office.person (id serial PRIMARY KEY, record_no text UNIQUE NOT NULL, card text UNIQUE, name text NOT NULL, born date NOT NULL,
  female boolean NOT NULL, ethnicity text, religion text);
CREATE TABLE office.membership (id serial PRIMARY KEY, person integer NOT NULL REFERENCES office.person,
  cell integer NOT NULL REFERENCES office.unit, period daterange NOT NULL, EXCLUDE USING gist (person WITH =, period WITH &&));
CREATE TABLE office.standing (id serial PRIMARY KEY, person integer NOT NULL REFERENCES office.person, official date, exempt date);
CREATE TABLE office.profile (id serial PRIMARY KEY, person integer NOT NULL REFERENCES office.person, education text, profession text,
  theory text, occupation text, party_post text, government_post text);
CREATE TABLE office.movement (id serial PRIMARY KEY, person integer NOT NULL REFERENCES office.person, kind text NOT NULL,
  day date NOT NULL, from_cell integer REFERENCES office.unit, to_cell integer REFERENCES office.unit, UNIQUE (person, kind, day));
CREATE TABLE office.meeting (cell integer NOT NULL REFERENCES office.unit, month date NOT NULL, due integer NOT NULL,
  present integer NOT NULL CHECK (present <= due), PRIMARY KEY (cell, month));
CREATE TABLE office.place (code text NOT NULL, name text NOT NULL, level text NOT NULL, parent text, day date, figures integer[],
  UNIQUE (code, day));
"""


def load(path: Path, register: psycopg.Connection[Any]) -> int:
    """Everything in the workbook, in one transaction; the number of members."""
    book = load_workbook(path, read_only=True)
    with register.transaction(), register.cursor() as cursor:
        cursor.execute(SCHEMA)
        units = _units(book["Tổ chức đảng"], cursor)
        _places(book["Địa bàn"], cursor)
        persons = _members(book["Đảng viên"], cursor, units)
        _movements(book["Biến động"], cursor, units, persons)
        _meetings(book["Sinh hoạt"], cursor, units)
    return len(persons)


def _rows(sheet: Any) -> Any:
    return sheet.iter_rows(min_row=5, values_only=True)


def _day(value: Any) -> date | None:
    return value.date() if isinstance(value, datetime) else value or None


def _units(sheet: Any, cursor: psycopg.Cursor[Any]) -> dict[str, int]:
    units: dict[str, int] = {}
    for code, name, kind, parent, founded, ended, locality, sector in _rows(sheet):
        cursor.execute(
            "INSERT INTO office.unit (code, name, kind, parent, founded, ended, locality, sector) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [code, name, kind, units.get(parent or ""), _day(founded), _day(ended), locality, sector],
        )
        (units[code],) = cursor.fetchone() or (0,)
    return units


def _places(sheet: Any, cursor: psycopg.Cursor[Any]) -> None:
    for code, name, level, parent, day, *figures in _rows(sheet):
        cursor.execute("INSERT INTO office.place VALUES (%s, %s, %s, %s, %s, %s)", [code, name, level, parent, _day(day), list(figures)])


def _members(sheet: Any, cursor: psycopg.Cursor[Any], units: dict[str, int]) -> dict[str, int]:
    persons: dict[str, int] = {}
    for row in _rows(sheet):
        _, record_no, card, name, born, sex, ethnicity, religion, *attributes = row
        education, profession, theory, occupation, joined, official, cell, party_post, government_post, exempt = attributes
        cursor.execute(
            "INSERT INTO office.person (record_no, card, name, born, female, ethnicity, religion) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s) RETURNING id",
            [record_no, card or None, name, _day(born), sex == "Nữ", ethnicity, religion],
        )
        (person,) = cursor.fetchone() or (0,)
        persons[record_no] = person
        cursor.execute(
            "INSERT INTO office.membership (person, cell, period) VALUES (%s, %s, daterange(%s, NULL))", [person, units[cell], _day(joined)]
        )
        cursor.execute("INSERT INTO office.standing (person, official, exempt) VALUES (%s, %s, %s)", [person, _day(official), _day(exempt)])
        cursor.execute(
            "INSERT INTO office.profile (person, education, profession, theory, occupation, party_post, government_post) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [person, education, profession, theory, occupation, party_post, government_post],
        )
    return persons


def _movements(sheet: Any, cursor: psycopg.Cursor[Any], units: dict[str, int], persons: dict[str, int]) -> None:
    for record_no, kind, day, _, from_cell, to_cell, _ in _rows(sheet):
        person, on = persons[record_no], _day(day)
        cursor.execute(
            "INSERT INTO office.movement (person, kind, day, from_cell, to_cell) VALUES (%s, %s, %s, %s, %s)",
            [person, kind, on, units.get(from_cell or ""), units.get(to_cell or "")],
        )
        if from_cell and not to_cell:
            cursor.execute("UPDATE office.membership SET period = daterange(lower(period), %s) WHERE person = %s", [on, person])
        elif from_cell:
            cursor.execute("UPDATE office.membership SET period = daterange(%s, NULL) WHERE person = %s", [on, person])


def _meetings(sheet: Any, cursor: psycopg.Cursor[Any], units: dict[str, int]) -> None:
    for cell, year, month, due, present in _rows(sheet):
        cursor.execute(
            "INSERT INTO office.meeting VALUES (%s, %s, %s, %s)", [units[cell], date(int(year), int(month), 1), int(due), int(present)]
        )
