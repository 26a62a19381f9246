"""Members moved by an act about their cells: whole cells and named persons, and the posts that go with them or end.

Only the stay of the day moves, since later ones rest on decisions of their own; out of a cell that closes every later one moves as well.
Two stays that would then follow each other in one cell are one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from dangvu.commands import Change
from dangvu.ledger.dated import close_rows, current
from dangvu.members.derived import refresh_members
from dangvu.members.kinds import TRANSFER
from dangvu.members.models import Membership, Post
from dangvu.organisation.queries import last_day_of_unit

MOVE = """
WITH target (person, came, goes) AS (SELECT * FROM unnest(%(persons)s::int[], %(from)s::int[], %(to)s::int[])),
whole (came, goes) AS (SELECT * FROM unnest(%(cells)s::int[], %(into)s::int[])),
meant AS (
  SELECT m.id, coalesce(t.goes, w.goes) AS goes
    FROM members_membership m
    LEFT JOIN target t ON t.person = m.person_id AND t.came = m.cell_id
    LEFT JOIN whole w ON w.came = m.cell_id
   WHERE upper_inf(m.recorded) AND m.cell_id = ANY (%(touched)s::int[])
     AND (m.period @> %(on)s::date OR lower(m.period) > %(on)s AND m.cell_id = ANY (%(closing)s::int[]))
     AND coalesce(t.goes, w.goes) IS NOT NULL
), gone AS (
  UPDATE members_membership m SET recorded = tstzrange(lower(m.recorded), %(at)s), closed_by_id = %(by)s
    FROM meant WHERE meant.id = m.id
  RETURNING m.person_id, m.cell_id, m.period, m.entry, m.leaving, meant.goes
), heads AS (
  INSERT INTO members_membership (person_id, cell_id, period, entry, leaving, recorded, opened_by_id)
  SELECT person_id, cell_id, daterange(lower(period), %(on)s), entry, 'transfer', tstzrange(%(at)s, NULL), %(by)s
    FROM gone WHERE lower(period) < %(on)s
), tails AS (
  INSERT INTO members_membership (person_id, cell_id, period, entry, leaving, recorded, opened_by_id)
  SELECT person_id, goes, period * daterange(%(on)s, NULL), CASE WHEN lower(period) < %(on)s THEN 'transfer' ELSE entry END, leaving,
         tstzrange(%(at)s, NULL), %(by)s
    FROM gone
)
SELECT person_id, cell_id, upper(period) FROM gone ORDER BY 1, 2, 3
"""

ONE_CELL = """
SELECT a.person_id FROM members_membership a
  JOIN members_membership b ON b.person_id = a.person_id AND b.cell_id = a.cell_id AND lower(b.period) = upper(a.period)
 WHERE a.person_id = ANY (%s::int[]) AND upper_inf(a.recorded) AND upper_inf(b.recorded) AND a.leaving = 'transfer' AND b.entry = 'transfer'
"""


class Named(NamedTuple):
    """One person goes from a cell to another."""

    person: int
    cell: int
    to: int


class Carried(NamedTuple):
    """Somebody goes on holding a post, in another unit."""

    person: int
    title: str
    unit: int
    to: int


class Left(NamedTuple):
    """One person would have been in a cell until a day (None: without end), and is elsewhere."""

    person: int
    cell: int
    until: date | None


def move_members(whole: Mapping[int, int], named: Sequence[Named], closing: Collection[int], on: date, change: Change) -> list[Left]:
    """Everybody of whole cells, and some persons by name, belong to other cells from the day on; `closing` are cells no longer after it."""
    if not whole and not named:
        return []
    values: dict[str, Any] = {
        "persons": [one.person for one in named], "from": [one.cell for one in named], "to": [one.to for one in named],
        "cells": list(whole), "into": list(whole.values()), "touched": sorted({*whole, *(one.cell for one in named)}),
        "closing": sorted(closing), "on": on, "at": change.recorded, "by": change.decision,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(MOVE, values)
        left = [Left(*row) for row in cursor.fetchall()]
        cursor.execute(ONE_CELL, [[one.person for one in left]])
        twice = sorted({person for (person,) in cursor.fetchall()})
    _join_stays(twice, change)
    return left


def _join_stays(persons: Sequence[int], change: Change) -> None:
    """Stays that follow each other in one cell become one."""
    for person in persons:
        rows = list(current(Membership, person_id=person).order_by("period"))
        groups = [[rows[0]]]
        for row in rows[1:]:
            last = groups[-1][-1]
            if row.entry == TRANSFER == last.leaving and row.cell_id == last.cell_id and row.period.lower == last.period.upper:
                groups[-1].append(row)
            else:
                groups.append([row])
        for first, *rest in groups:
            if rest:
                close_rows(Membership._meta.db_table, [row.pk for row in (first, *rest)], change.decision, change.recorded)
                change.open(
                    Membership, person_id=person, cell_id=first.cell_id, entry=first.entry, leaving=rest[-1].leaving,
                    period=(first.period.lower, rest[-1].period.upper),
                )  # fmt: skip


def move_posts(ended: Collection[int], left: Collection[Left], carried: Sequence[Carried], on: date, change: Change) -> None:
    """Posts end in units that end, and in cells that their holders leave; those carried go on in another unit, as long as they would."""
    gone, over, goes = set(ended), _last_days(left), _keys(carried)
    concerned = Q(unit_id__in=ended) | Q(unit_id__in={one.cell for one in left}, person_id__in={one.person for one in left})
    rows = [
        row
        for row in current(Post).filter(concerned | _any_of(carried), period__overlap=(on, None))
        if row.unit_id in gone
        or row.period.lower < over.get((row.person_id, row.unit_id), date.min)
        or (row.person_id, row.title, row.unit_id) in goes
    ]
    tails = [
        {
            "person_id": row.person_id, "title": row.title, "unit_id": to, "since_unknown": row.since_unknown,
            "period": (max(on, row.period.lower), min(filter(None, (row.period.upper, last_day_of_unit(to))), default=None)),
        }
        for row in rows
        if (to := goes.get((row.person_id, row.title, row.unit_id))) is not None
    ]  # fmt: skip
    close_rows(Post._meta.db_table, [row.pk for row in rows if row.period.lower >= on], change.decision, change.recorded)
    change.cut_all(Post, [row for row in rows if row.period.lower < on], on)
    change.open_all(Post, tails)


def _last_days(left: Collection[Left]) -> dict[tuple[int, int | None], date]:
    """Until when each would have been in each cell; the stays of one person are in order, one without end first in none."""
    return {(one.person, one.cell): one.until or date.max for one in left}


def _keys(carried: Sequence[Carried]) -> dict[tuple[int, str, int | None], int]:
    return {(one.person, one.title, one.unit): one.to for one in carried}


def _any_of(carried: Sequence[Carried]) -> Q:
    named = Q(pk__in=[])
    for one in carried:
        named |= Q(person_id=one.person, title=one.title, unit_id=one.unit)
    return named


def refresh_moved(persons: Sequence[int]) -> None:
    """Spans and events of whoever moved."""
    if persons:
        refresh_members(persons)
