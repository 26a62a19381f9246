"""Questions about localities, and about where units stand; the day is always asked for, `known` is the instant whose knowledge counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from dangvu.ledger.dated import current, held
from dangvu.organisation.models import Locality, LocalityFact, LocalityState, UnitState
from dangvu.organisation.queries import subtree
from dangvu.organisation.rules import is_counted


def locality_by_code(code: str) -> int | None:
    """The number of a locality by its code."""
    return Locality.objects.filter(code=code).values_list("id", flat=True).first()


def is_locality(locality: int) -> bool:
    """Whether a locality of that number is held now, on whatever days; one of an undone import is not."""
    return current(LocalityState, locality_id=locality).exists()


def locality_name(locality: int, on: date) -> str:
    """What a locality was called on a day; its latest name where it did not exist then."""
    row = (
        current(LocalityState, locality_id=locality).filter(period__contains=on).first()
        or current(LocalityState, locality_id=locality).last()
    )
    return row.name if row else ""


def locality_codes() -> dict[str, int]:
    """Every locality's number by its code, also of those that an undone import had brought."""
    return dict(Locality.objects.values_list("code", "id"))


def levels_of_places() -> dict[str, tuple[str, bool]]:
    """The level of each locality that is held now, by code, and whether it stands below none."""
    rows = current(LocalityState).order_by("period").values_list("locality__code", "level", "parent_id")
    return {code: (level, parent is None) for code, level, parent in rows}


def is_place_held(code: str) -> bool:
    """Whether a code stands for a locality that is held now."""
    return current(LocalityState, locality__code=code).exists()


def cell_localities() -> dict[int, int]:
    """The locality of each unit that has one, by the unit's number, as last recorded."""
    rows = current(UnitState).filter(locality__isnull=False).order_by("period")
    return dict(rows.values_list("unit_id", "locality_id"))


def places_described(on: date) -> dict[str, tuple[str, str, str]]:
    """Name, level and place above, by code, of every locality held on a day."""
    rows = current(LocalityState).order_by("period").values_list("locality__code", "name", "level", "parent__code", "period")
    found: dict[str, tuple[str, str, str]] = {}
    for code, name, level, parent, period in rows:
        if code not in found or period.lower <= on:
            found[code] = (name, level, parent or "")
    return found


def counts_held() -> dict[tuple[str, date], dict[tuple[str, str], int]]:
    """Every count held that begins on a day, by measure and people, by code of the locality and that day."""
    found: dict[tuple[str, date], dict[tuple[str, str], int]] = defaultdict(dict)
    rows = current(LocalityFact).values_list("locality__code", "period", "measure", "people", "value")
    for code, period, measure, people, value in rows:
        found[code, period.lower][measure, people] = value
    return found


def places_of(units: Collection[int], on: date) -> dict[int, int | None]:
    """The locality that each of several units belongs to on a day."""
    rows = current(UnitState, unit_id__in=list(units)).filter(period__contains=on)
    return dict(rows.values_list("unit_id", "locality_id"))


def levels_of(localities: Collection[int], on: date) -> dict[int, str]:
    """The level of each of several localities on a day."""
    rows = current(LocalityState, locality_id__in=list(localities)).filter(period__contains=on)
    return dict(rows.values_list("locality_id", "level"))


def is_counted_whole(unit: int, on: date, measure: str, known: datetime | None = None) -> bool:
    """Whether a count of the places of a unit leaves none of them out, so that the sum may stand for the unit."""
    rows = held(UnitState, known).filter(unit_id__in=subtree(unit, on, known), period__contains=on, locality__isnull=False)
    stands = dict(rows.values_list("unit_id", "locality_id"))
    parents = dict(held(LocalityState, known).filter(period__contains=on).values_list("locality_id", "parent_id"))
    facts = held(LocalityFact, known).filter(measure=measure, people="", period__contains=on).values_list("locality_id", flat=True)
    return is_counted(set(stands.values()), parents, set(facts), has_place=unit in stands)
