"""Who has read what: of oneself, and for whoever keeps the log of everybody's. Persons are counted, never named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Min

from dangvu.access.connections import is_web
from dangvu.ledger.dated import current
from dangvu.periods import clock
from dangvu.periods.days import Span
from dangvu.readings.models import Deferral
from dangvu.rulebook.queries import rule

UNUSUAL_FROM = ("lookup_near_kinds", "lookup_files_a_day", "lookup_files_of_one_cell", "lookup_days_of_one_file")
"""Rules: the kinds of units whose offices know their people, and from how many files or days on a look-up asks for a reason."""


class OfMe(NamedTuple):
    """Somebody read one: the account, the role it was charged with and the unit of that role (none: the whole instance), how and why."""

    at: datetime
    account: str
    role: str
    place: str
    kind: str
    reason: str
    case: str
    """The inspection case for which this was told only now."""


class Line(NamedTuple):
    """A row of everybody's log; `persons` is how many people were shown."""

    at: datetime
    account: str
    role: str
    place: str
    kind: str
    reason: str
    persons: int
    unit: str
    day: date | None
    case: str
    told_on: date | None
    """The inspection case for which the person is told only from a day on."""


@dataclass(frozen=True)
class Asked:
    """Which readings are asked for; what is left empty limits nothing. `until` is not included."""

    since: datetime | None = None
    until: datetime | None = None
    kind: str = ""
    account: str = ""


def readings_of(person: int, limit: int, offset: int = 0, *, on: date | None = None) -> tuple[list[OfMe], int]:
    """A stretch of who read a person, latest first, and how many readings there are in all (0 beyond the last).

    Over the web the database answers about the session's own person on its own day, whatever is asked. One's own visits are left out,
    and what is deferred on the day.
    """
    if is_web():
        found = _rows("SELECT * FROM access.readings_of_myself(%s, %s)", [limit, offset])
    else:
        found = _rows("SELECT * FROM readings_of(%s, %s, %s, %s)", [person, limit, offset, on or clock.today()])
    return [OfMe(*row[:-1]) for row in found], _total(found)


def all_readings(asked: Asked, limit: int, offset: int = 0) -> tuple[list[Line], int]:
    """The same of everybody; over the web nothing for whoever does not hold the right `read_log`."""
    function = "access.all_readings" if is_web() else "readings_all"
    values = [asked.since, asked.until, asked.kind or None, asked.account or None, limit, offset]
    found = _rows(f"SELECT * FROM {function}(%s, %s, %s, %s, %s, %s)", values)
    return [Line(*row[:-1]) for row in found], _total(found)


class Unusual(NamedTuple):
    """On a day an account opened files one at a time in a number that asks for a reason: `why` is a key of `words.UNUSUAL`.

    `times` counts files, of `again` the days on which one file was opened; `unit` is where they lie, where that is what is unusual.
    """

    on: date
    account: str
    role: str
    place: str
    why: str
    times: int
    unit: str


def unusual_readings(first: date, last: date) -> list[Unusual]:
    """Look-ups of these days, both included, that no working relation explains, latest first; the rules are those of the last day.

    Over the web nothing for whoever does not hold the right `read_log`.
    """
    function = "access.unusual_readings" if is_web() else "readings_unusual"
    near, *least = (rule(key, last).value for key in UNUSUAL_FROM)
    return [Unusual(*row) for row in _rows(f"SELECT * FROM {function}(%s, %s, %s::text[], %s, %s, %s)", [first, last, near, *least])]


class Deferred(NamedTuple):
    """What is told later of the readings by an account, for which case, on which days."""

    account: int
    case: str
    span: Span


def deferrals_of(person: int, on: date) -> list[Deferred]:
    """What is deferred of the readings of a person on a day or later; by the owner of the tables, for the inspection office alone."""
    rows = current(Deferral, person_id=person).filter(period__endswith__gt=on).order_by("period")
    return [Deferred(row.account_id, row.case_symbol, Span(row.period.lower, row.period.upper)) for row in rows]


def first_day_of(person: int, case_symbol: str) -> date | None:
    """The first day on which anything was deferred of a person for a case; also of what is no longer held."""
    first: date | None = Deferral.objects.filter(person_id=person, case_symbol=case_symbol).aggregate(first=Min("period__startswith"))[
        "first"
    ]
    return first


def _rows(statement: str, values: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def _total(rows: list[tuple[Any, ...]]) -> int:
    return int(rows[0][-1]) if rows else 0
