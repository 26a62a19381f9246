"""Questions about the two trees; the day is always asked for, `known` is the instant whose knowledge counts (None: now)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Exists, F, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Greatest

from dangvu.ledger.dated import current, held
from dangvu.organisation.models import Unit, UnitEdge, UnitLeaf, UnitState


@dataclass(frozen=True)
class UnitOn:
    """A unit as it was on a day; `alive` is false where it did not exist then, and the name is its last or first one."""

    id: int
    public_id: UUID
    code: str
    name: str
    kind: str
    cell: bool
    sector: str
    locality: int | None
    alive: bool


def unit_by_code(code: str) -> int | None:
    """The number of a unit by the office's code."""
    return Unit.objects.filter(code=code).values_list("id", flat=True).first()


def unit_by_public_id(public_id: UUID) -> int | None:
    """The number of a unit by the one in addresses."""
    return Unit.objects.filter(public_id=public_id).values_list("id", flat=True).first()


def roots(on: date) -> list[int]:
    """The units without a unit above them on a day."""
    above = UnitEdge.objects.filter(recorded__upper_inf=True, period__contains=on).values("unit_id")
    return list(
        current(UnitState).filter(period__contains=on).exclude(unit_id__in=above).order_by("unit_id").values_list("unit_id", flat=True)
    )


def unit_on(unit: int, on: date, known: datetime | None = None) -> UnitOn | None:
    """A unit as it was on a day; None where nothing is known of it at all."""
    return next(iter(units_on([unit], on, known)), None)


def units_on(units: list[int], on: date, known: datetime | None = None) -> list[UnitOn]:
    """Units as they were on a day, in the order of their codes."""
    rows = held(UnitState, known).filter(unit_id__in=units).select_related("unit").order_by("unit__code", "period")
    chosen: dict[int, tuple[UnitState, bool]] = {}
    for row in rows:
        alive = on in row.period
        if alive or row.unit_id not in chosen or not chosen[row.unit_id][1]:
            chosen[row.unit_id] = (row, alive)
    return [
        UnitOn(row.unit.id, row.unit.public_id, row.unit.code, row.name, row.kind, row.cell, row.sector, row.locality_id, alive)
        for row, alive in chosen.values()
    ]


def children(unit: int, on: date, known: datetime | None = None) -> list[UnitOn]:
    """The units directly below on a day."""
    return [child for child in units_on(_below(unit, on, known), on, known) if child.alive]


def _below(unit: int, on: date, known: datetime | None) -> list[int]:
    return list(held(UnitEdge, known).filter(parent_id=unit, period__contains=on).values_list("unit_id", flat=True))


@dataclass(frozen=True)
class Around:
    """A unit with the units above it on a day, the root first, and those directly below."""

    unit: UnitOn
    above: list[UnitOn]
    below: list[UnitOn]


AROUND = """
WITH RECURSIVE up(unit, level) AS (
  SELECT %(unit)s::int, 0
  UNION ALL
  SELECT edge.parent_id, level + 1
    FROM up JOIN organisation_unitedge edge ON edge.unit_id = up.unit AND edge.period @> %(on)s AND {edge_held}
), below AS (
  SELECT edge.unit_id AS unit, -1 AS level
    FROM organisation_unitedge edge WHERE edge.parent_id = %(unit)s AND edge.period @> %(on)s AND {edge_held}
)
SELECT DISTINCT ON (near.level, unit.code)
       near.level, unit.id, unit.public_id, unit.code, state.name, state.kind, state.cell, state.sector, state.locality_id,
       state.period @> %(on)s AS alive
  FROM (SELECT * FROM up UNION ALL SELECT * FROM below) near
  JOIN organisation_unitstate state ON state.unit_id = near.unit AND {state_held}
  JOIN organisation_unit unit ON unit.id = near.unit
 ORDER BY near.level DESC, unit.code, alive DESC, state.period DESC
"""
HELD_NOW, HELD_THEN = "upper_inf({0}.recorded)", "{0}.recorded @> %(known)s"


def around(unit: int, on: date, known: datetime | None = None) -> Around | None:
    """A unit where it stood on a day, itself as last held where it was not known yet; None where nothing is held of it at all.

    The frame of every page: one statement as it stands, for three that were built anew each time took a tenth of a page.
    """
    held_then = HELD_NOW if known is None else HELD_THEN
    statement = AROUND.format(edge_held=held_then.format("edge"), state_held=held_then.format("state"))
    with connection.cursor() as cursor:
        cursor.execute(statement, {"unit": unit, "on": on, "known": known})
        found = [(level, UnitOn(*row)) for level, *row in cursor.fetchall()]
    itself = next((row for level, row in found if level == 0), None) or unit_on(unit, on)
    if itself is None:
        return None
    return Around(itself, [row for level, row in found if level > 0], [row for level, row in found if level < 0 and row.alive])


def ancestors(unit: int, on: date) -> list[UnitOn]:
    """The units above on a day, the root first, without the unit itself."""
    chain = above(unit, on)
    found = {row.id: row for row in units_on(chain, on)}
    return [found[number] for number in chain if number in found]


def above(unit: int, on: date) -> list[int]:
    """The numbers of the units above on a day, the root first; each row of the closure names the child that leads down to the unit."""
    parents = dict(UnitLeaf.objects.filter(unit=unit, since__lte=on, until__gt=on).exclude(ancestor=unit).values_list("child", "ancestor"))
    chain = [unit]
    while (parent := parents.get(chain[-1])) is not None:
        chain.append(parent)
    return chain[:0:-1]


def first_unit() -> int | None:
    """The unit that every page begins with: the first that is held to have lived and never stood below another."""
    lived, below = current(UnitState).filter(unit_id=OuterRef("pk")), current(UnitEdge).filter(unit_id=OuterRef("pk"))
    return Unit.objects.filter(Exists(lived), ~Exists(below)).order_by("id").values_list("id", flat=True).first()


def subtree(unit: int, on: date, known: datetime | None = None) -> list[int]:
    """The unit and everything below it on a day."""
    if known is None:
        return list(UnitLeaf.objects.filter(ancestor=unit, since__lte=on, until__gt=on).values_list("unit", flat=True))
    level = set(held(UnitState, known, unit_id=unit).filter(period__contains=on).values_list("unit_id", flat=True))
    found: set[int] = set()
    while level:
        found |= level
        level = set(held(UnitEdge, known).filter(parent_id__in=level, period__contains=on).values_list("unit_id", flat=True)) - found
    return sorted(found)


def below_within(unit: int, since: date, until: date) -> dict[int, tuple[int, date]]:
    """What hung below a unit from a day to another, the unit with it, each where it hung on the first of these days on which it existed.

    By number: the child of the unit through which it hung, and that day.
    """
    begun = _lived(since, until).filter(unit=OuterRef("unit")).order_by("since").values("since")[:1]
    rows = UnitLeaf.objects.filter(ancestor=unit, since__lt=until, until__gt=since).annotate(begun=Subquery(begun))
    found = rows.filter(since__lte=Greatest("begun", since), until__gt=Greatest("begun", since))
    return {below: (child, max(begun, since)) for below, child, begun in found.values_list("unit", "child", "begun")}


def first_days(units: Collection[int], since: date, until: date) -> dict[int, date]:
    """The first day from one to another on which each of these units existed, of those that did."""
    rows = _lived(since, until).filter(unit__in=list(units))
    return {unit: max(start, since) for unit, start in rows.order_by("-since").values_list("unit", "since")}


def _lived(since: date, until: date) -> QuerySet[UnitLeaf]:
    return UnitLeaf.objects.filter(ancestor=F("unit"), since__lt=until, until__gt=since)


def is_cell_within(unit: int, since: date, until: date) -> bool:
    """Whether a unit is a cell on any day from one to another."""
    return current(UnitState, unit_id=unit, cell=True, period__overlap=(since, until)).exists()


HANGING = """
SELECT DISTINCT l.unit FROM unit_leaf l
 WHERE l.ancestor = ANY (%(units)s)
   AND (l.since <= %(on)s AND l.until > %(on)s
        OR l.until <= %(on)s AND NOT EXISTS (
             SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since <= %(on)s AND s.until > l.until)
        OR l.since > %(on)s AND NOT EXISTS (
             SELECT FROM unit_leaf s WHERE s.unit = l.unit AND s.ancestor = l.unit AND s.since < l.since))
"""


def hanging_below(units: Collection[int], on: date) -> frozenset[int]:
    """These units with everything that hangs below them on a day; of what does not live then, what hung there at last.

    What ended counts where it hung when it ended, what is yet to be founded where it will begin. Every page of an office asks, by one
    statement as it stands: to build it anew from parts took a fourteenth of a cell's page.
    """
    with connection.cursor() as cursor:
        cursor.execute(HANGING, {"units": list(units), "on": on})
        return frozenset(row[0] for row in cursor.fetchall())


def above_ever(units: Collection[int]) -> frozenset[int]:
    """Whatever stands above these units on any day."""
    return frozenset(UnitLeaf.objects.filter(unit__in=list(units)).values_list("ancestor", flat=True).distinct())


def below_ever(unit: int) -> frozenset[int]:
    """The unit and whatever hangs below it on any day."""
    return frozenset(UnitLeaf.objects.filter(ancestor=unit).values_list("unit", flat=True).distinct())


@dataclass(frozen=True)
class UnitName:
    """A living unit as a search finds it."""

    id: int
    public_id: UUID
    code: str
    name: str
    kind: str


def unit_names(on: date) -> list[UnitName]:
    """Every unit that lived on a day, in the order of codes."""
    rows = current(UnitState).filter(period__contains=on).order_by("unit__code")
    return [UnitName(*row) for row in rows.values_list("unit_id", "unit__public_id", "unit__code", "name", "kind")]


def names_ever() -> list[tuple[int, str, str]]:
    """Number, code and every name that a unit bears or bore, as held now, the latest name of a unit last."""
    rows = current(UnitState).order_by("unit_id", "period").values_list("unit_id", "unit__code", "name")
    return list(dict.fromkeys(rows))


def last_day_of_unit(unit: int) -> date | None:
    """The first day on which a unit no longer exists, as held now; None while it lasts."""
    rows = current(UnitState, unit_id=unit).order_by("-period").values_list("period", flat=True)
    period = rows.first()
    until: date | None = period.upper if period else None
    return until


def unit_codes() -> dict[str, int]:
    """Every unit's number by the office's code, also of those that an undone import had founded."""
    return dict(Unit.objects.values_list("code", "id"))


def is_held(code: str) -> bool:
    """Whether a code stands for a unit that is held now, on whatever days."""
    return current(UnitState, unit__code=code).exists()


@dataclass(frozen=True)
class Life:
    """When a unit lived (None: it still does), what it hung on at last (0: nothing), whether it is a cell at last, and its last kind."""

    unit: int
    code: str
    since: date
    until: date | None
    cell: bool
    parent: int
    kind: str


def lives() -> list[Life]:
    """The life of every unit as held now."""
    above = dict(current(UnitEdge).order_by("period").values_list("unit_id", "parent_id"))
    found: dict[int, Life] = {}
    for row in current(UnitState).select_related("unit").order_by("unit_id", "period"):
        since = found[row.unit_id].since if row.unit_id in found else row.period.lower
        found[row.unit_id] = Life(row.unit_id, row.unit.code, since, row.period.upper, row.cell, above.get(row.unit_id, 0), row.kind)
    return list(found.values())


@dataclass(frozen=True)
class Described:
    """A unit as it was on a day, or last before it ended: place and unit above by code; `turned` is the day of the last recorded turn."""

    name: str
    kind: str
    sector: str
    locality: str
    parent: str
    since: date
    until: date | None
    turned: date


def described(on: date) -> dict[str, Described]:
    """Every unit held, by code."""
    codes = dict(Unit.objects.values_list("id", "code"))
    above: dict[int, int] = {}
    turned: dict[int, date] = {}
    for unit, parent, period in current(UnitEdge).order_by("period").values_list("unit_id", "parent_id", "period"):
        if unit not in above or period.lower <= on:
            above[unit] = parent
        turned[unit] = period.lower
    rows: dict[int, list[UnitState]] = defaultdict(list)
    for row in current(UnitState).select_related("locality").order_by("period"):
        rows[row.unit_id].append(row)
    found = {}
    for unit, states in rows.items():
        now = next((row for row in reversed(states) if row.period.lower <= on), states[0])
        place, over = now.locality.code if now.locality else "", codes.get(above.get(unit, 0), "")
        since, until, last = states[0].period.lower, states[-1].period.upper, states[-1].period.lower
        found[codes[unit]] = Described(now.name, now.kind, now.sector, place, over, since, until, max(last, turned.get(unit, last)))
    return found


def eldest_below(units: Collection[int]) -> dict[int, date]:
    """The first day on which anything stood directly below each of these units."""
    rows = current(UnitEdge, parent_id__in=list(units)).values("parent_id").annotate(first=Min("period__startswith"))
    return dict(rows.values_list("parent_id", "first"))
