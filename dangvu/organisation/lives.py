"""The life of a unit as it is told: the acts of its family one after another, and who was called what until when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from dangvu.ledger.dated import current, held
from dangvu.organisation.models import Succession, UnitState

FARTHEST = 200
"""So many units of a family are looked at; the line of a commune since 1946 has some dozens."""


@dataclass(frozen=True)
class Passage:
    """What one act of one day made of some units: those before, those after, of which kind it was and by which decision."""

    day: date
    act: str
    decision: int
    before: tuple[int, ...]
    after: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """The line of life of a unit, the earliest act first; it is not `whole` where the family was too large to be followed to its ends."""

    passages: list[Passage]
    whole: bool


def line_of(unit: int, known: datetime | None = None) -> Line:
    """The acts through which a unit came to be and what became of it, through all generations."""
    (before, is_all_before), (after, is_all_after) = (followed(unit, known, forwards=forwards) for forwards in (False, True))
    rows = {row.id: row for row in (*before, *after)}
    rows |= {row.id: row for row in _beside(rows.values(), known)}
    acts: dict[tuple[date, str, int], list[Succession]] = defaultdict(list)
    for row in rows.values():
        acts[row.day, row.act, row.opened_by_id].append(row)
    return Line([passage for key in sorted(acts) for passage in _told(*key, acts[key])], is_all_before and is_all_after)


def followed(unit: int, known: datetime | None = None, *, forwards: bool) -> tuple[list[Succession], bool]:
    """All steps that lead to a unit, or away from it, each later in time on the way forwards, and whether all of them were followed.

    A unit that is reached again on a day from which more can be followed is followed anew: the earliest day forwards, the latest back.
    """
    best = min if forwards else max
    near, far = ("predecessor_id", "successor_id") if forwards else ("successor_id", "predecessor_id")
    found: dict[int, Succession] = {}
    reached: dict[int, date] = {unit: date.min if forwards else date.max}
    edge = dict(reached)
    while edge and len(reached) < FARTHEST:
        fresh: dict[int, date] = {}
        for row in held(Succession, known).filter(**{f"{near}__in": edge}).order_by("day", "id"):
            come, there = edge[getattr(row, near)], getattr(row, far)
            if best(come, row.day) == come:
                found[row.id] = row
                fresh[there] = best(fresh.get(there, row.day), row.day)
        edge = {there: day for there, day in fresh.items() if there not in reached or best(reached[there], day) != reached[there]}
        reached |= edge
    return list(found.values()), not edge


def _beside(rows: Collection[Succession], known: datetime | None) -> list[Succession]:
    """The other halves of the same acts: what else was merged, into what else a unit was split."""
    ends = Q(successor_id__in={row.successor_id for row in rows}) | Q(predecessor_id__in={row.predecessor_id for row in rows})
    return list(held(Succession, known).filter(ends, opened_by_id__in={row.opened_by_id for row in rows})) if rows else []


def _told(day: date, act: str, decision: int, rows: Collection[Succession]) -> list[Passage]:
    """The parts of one decision that have to do with each other: a plan moves many that do not."""
    groups: list[tuple[set[int], set[int]]] = []
    for row in rows:
        before, after = {row.predecessor_id}, {row.successor_id}
        for group in [group for group in groups if group[0] & before or group[1] & after]:
            groups.remove(group)
            before, after = before | group[0], after | group[1]
        groups.append((before, after))
    return [Passage(day, act, decision, tuple(sorted(before)), tuple(sorted(after))) for before, after in groups]


def days_of_acts(on: date, most: int = 6) -> list[date]:
    """The last days before units were merged, split and the like, the latest first."""
    days = current(Succession).filter(day__lte=on).order_by("-day").values_list("day", flat=True).distinct()[:most]
    return [day - timedelta(days=1) for day in days]


@dataclass(frozen=True)
class Called:
    """A unit by its last name up to a day, the names before it, and the first day without it where it has ended."""

    id: int
    public_id: UUID
    code: str
    name: str
    former: tuple[str, ...]
    ended: date | None


def called(on: date) -> list[Called]:
    """Every unit that had begun by a day, in the order of codes."""
    rows = current(UnitState).filter(period__startswith__lte=on).order_by("unit__code", "period")
    states: dict[int, list[tuple[UUID, str, str, date | None]]] = defaultdict(list)
    for unit, public_id, code, name, period in rows.values_list("unit_id", "unit__public_id", "unit__code", "name", "period"):
        states[unit].append((public_id, code, name, period.upper))
    found = []
    for unit, turns in states.items():
        public_id, code, name, until = turns[-1]
        former = tuple(dict.fromkeys(turn[2] for turn in turns if turn[2] != name))
        found.append(Called(unit, public_id, code, name, former, until if until is not None and until <= on else None))
    return found
