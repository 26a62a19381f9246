"""What became of a unit and what it was before, step by step and through every chain; `known` as in `queries`.

A chain follows only what the unit ended in, or began from: who lives on after a split or takes others in is still itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from dangvu.ledger.dated import current, held
from dangvu.organisation.models import Succession, UnitState


@dataclass(frozen=True)
class Step:
    """One step of a lineage: the other unit, since when, by which kind of act (`kinds.ACTS`) and decision."""

    unit: int
    day: date
    act: str
    decision: int


def became(unit: int, day: date, known: datetime | None = None) -> list[Step]:
    """What a unit went on in up to a day, the earliest step first."""
    rows = held(Succession, known, predecessor_id=unit).filter(day__lte=day).order_by("day", "successor_id")
    return [Step(row.successor_id, row.day, row.act, row.opened_by_id) for row in rows]


def came_from(unit: int, day: date, known: datetime | None = None) -> list[Step]:
    """What went on in a unit up to a day, the earliest step first."""
    rows = held(Succession, known, successor_id=unit).filter(day__lte=day).order_by("day", "predecessor_id")
    return [Step(row.predecessor_id, row.day, row.act, row.opened_by_id) for row in rows]


def successors_on(unit: int, day: date, known: datetime | None = None) -> list[int]:
    """The units alive on a day that a unit ended in; the unit itself while it lives."""
    return ended_in([unit], day, known).get(unit, [])


def predecessors_on(unit: int, day: date, known: datetime | None = None) -> list[int]:
    """The units alive on a day from which a unit began later; the unit itself while it lives."""
    return began_from([unit], day, known).get(unit, [])


def closing(cell: int, since: date) -> date | None:
    """The first day from `since` on which a unit is no cell any more, as held now; None while it is one."""
    day = since
    for period in current(UnitState, unit_id=cell, cell=True).order_by("period").values_list("period", flat=True):
        if day in period:
            if period.upper is None:
                return None
            day = period.upper
    return day


def heirs(cell: int, day: date) -> list[int]:
    """The cells in which a cell went on that closed on a day, as held now; none of one that is a cell on the day, as after a split."""
    if closing(cell, day - timedelta(days=1)) != day:
        return []
    cells = current(UnitState, cell=True).filter(period__contains=day).values("unit_id")
    rows = current(Succession, predecessor_id=cell, day=day, successor_id__in=cells).order_by("successor_id")
    return list(rows.values_list("successor_id", flat=True))


def parting(cell: int, since: date) -> tuple[date, list[int]] | None:
    """The day on which a cell closed that went on in several or in none, and these heirs; None where it is plain in which it goes on."""
    while (closes := closing(cell, since)) is not None:
        after = heirs(cell, closes)
        if len(after) != 1:
            return closes, after
        (cell,), since = after, closes
    return None


def lasting(cell: int, since: date) -> set[int]:
    """The cells of today in which somebody may go on who is in a cell on a day: itself, else through its heirs, cells alone."""
    closes = closing(cell, since)
    return {cell} if closes is None else {last for heir in heirs(cell, closes) for last in lasting(heir, closes)}


LIVES = "EXISTS (SELECT FROM organisation_unitstate s WHERE s.unit_id = {unit} AND {held} AND s.period @> {day}::date)"

ENDED_IN = """
WITH RECURSIVE chain (first, unit, since) AS (
  SELECT u, u, DATE '-infinity' FROM unnest(%(units)s::int[]) u
  UNION
  SELECT c.first, n.successor_id, n.day
    FROM chain c JOIN organisation_succession n ON n.predecessor_id = c.unit AND n.day >= c.since AND n.day <= %(day)s AND {held}
   WHERE NOT {lives_on_the_day} AND NOT {lives_after_it}
) SELECT DISTINCT first, unit FROM chain c WHERE {lives_on_the_day} ORDER BY 1, 2
"""
"""A step is followed where the unit lives neither on the day asked nor after the step: it ended by it."""

BEGAN_FROM = """
WITH RECURSIVE chain (first, unit, until) AS (
  SELECT u, u, DATE 'infinity' FROM unnest(%(units)s::int[]) u
  UNION
  SELECT c.first, n.predecessor_id, n.day
    FROM chain c JOIN organisation_succession n ON n.successor_id = c.unit AND n.day <= c.until AND n.day > %(day)s AND {held}
   WHERE NOT {lives_on_the_day} AND NOT {lives_before_it}
) SELECT DISTINCT first, unit FROM chain c WHERE {lives_on_the_day} ORDER BY 1, 2
"""


def ended_in(units: Collection[int], day: date, known: datetime | None = None) -> dict[int, list[int]]:
    """The same as `successors_on` of several units at once; of what led to nothing alive there is no entry."""
    return _followed(ENDED_IN, units, day, known)


def began_from(units: Collection[int], day: date, known: datetime | None = None) -> dict[int, list[int]]:
    """The same as `predecessors_on` of several units at once."""
    return _followed(BEGAN_FROM, units, day, known)


def spelt(statement: str, *, known: bool) -> str:
    """A statement of chains over what is held now, or was held at `%(known)s`."""
    held_rows = "{alias}recorded @> %(known)s::timestamptz" if known else "upper_inf({alias}recorded)"

    def lives(day: str) -> str:
        return LIVES.format(unit="c.unit", held=held_rows.format(alias="s."), day=day)

    return statement.format(
        held=held_rows.format(alias="n."), lives_on_the_day=lives("%(day)s"), lives_after_it=lives("n.day"),
        lives_before_it=lives("(n.day - 1)"),
    )  # fmt: skip


def _followed(statement: str, units: Collection[int], day: date, known: datetime | None) -> dict[int, list[int]]:
    values: dict[str, Any] = {"units": sorted(units), "day": day, "known": known}
    found: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(spelt(statement, known=known is not None), values)
        for first, unit in cursor.fetchall():
            found[first].append(unit)
    return dict(found)
