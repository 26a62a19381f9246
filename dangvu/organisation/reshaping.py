"""What `commands` does to one unit, done to many by one decision; each a few statements, however many they are.

The caller lets the database judge the tree (`settle_tree`) before its closure is made, since that of a circle has no end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.dated import current, settle
from dangvu.organisation.commands import GUARDS
from dangvu.organisation.derived import refresh_closure
from dangvu.organisation.models import Succession, Unit, UnitEdge, UnitState
from dangvu.rulebook.queries import rule


class NewUnit(NamedTuple):
    """A unit that begins to exist."""

    code: str
    name: str
    kind: str
    sector: str
    locality: int | None


class Turned(NamedTuple):
    """What a unit becomes; empty fields stay as they were."""

    name: str = ""
    kind: str = ""
    sector: str = ""


class Went(NamedTuple):
    """One unit went on in another."""

    predecessor: int
    successor: int
    act: str


def found_units(new: Sequence[NewUnit], on: date, change: Change) -> dict[str, int]:
    """The units with their first states, without a place; numbers by code, the old ones of codes that an undone import had brought."""
    there = dict(Unit.objects.filter(code__in=[unit.code for unit in new]).values_list("code", "id"))
    numbers = {code: number for code in sorted(there) if (number := change.old_id(there[code])) is not None}
    fresh = [unit.code for unit in new if unit.code not in there]
    numbers |= dict(zip(fresh, change.new_ids(Unit, len(fresh)), strict=True))
    Unit.objects.bulk_create(Unit(id=numbers[code], code=code) for code in fresh)
    cells = _cell_kinds(on)
    states = {
        numbers[unit.code]: {
            "name": unit.name, "kind": unit.kind, "cell": unit.kind in cells, "sector": unit.sector, "locality_id": unit.locality,
        }
        for unit in new
    }  # fmt: skip
    change.assign_all(UnitState, "unit_id", on, states)
    return numbers


def turn_units(turned: Mapping[int, Turned], on: date, change: Change) -> None:
    """New names, kinds and sectors from the day on, until the next turn of each."""
    cells = _cell_kinds(on)
    states = {}
    for was in current(UnitState, unit_id__in=list(turned)).filter(period__contains=on):
        now = turned[was.unit_id]
        kind = now.kind or was.kind
        states[was.unit_id] = {
            "name": now.name or was.name, "kind": kind, "cell": kind in cells, "sector": now.sector or was.sector,
            "locality_id": was.locality_id,
        }  # fmt: skip
    change.assign_all(UnitState, "unit_id", on, states)


def place_units(parents: Mapping[int, int], on: date, change: Change) -> None:
    """Units come under other units, until the next turn of each."""
    change.assign_all(UnitEdge, "unit_id", on, {unit: {"parent_id": parent} for unit, parent in parents.items()})


def end_units(units: Collection[int], on: date, change: Change) -> None:
    """States and places end before the day."""
    change.cut_all(UnitState, list(current(UnitState, unit_id__in=list(units)).filter(period__contains=on)), on)
    change.cut_all(UnitEdge, list(current(UnitEdge, unit_id__in=list(units)).filter(period__contains=on)), on)


def succeed(went: Collection[Went], on: date, change: Change) -> None:
    """What went on in what since the day."""
    change.open_all(Succession, ({"predecessor_id": one, "successor_id": other, "day": on, "act": act} for one, other, act in went))


def settle_tree() -> None:
    """The database judges trees and stays as they are now."""
    settle(GUARDS)


def refresh_tree(units: Collection[int]) -> None:
    """The closure of these units and of everything below them; a circle was judged before."""
    if units:
        refresh_closure(sorted(units))


def _cell_kinds(on: date) -> frozenset[str]:
    return frozenset(rule("org_cell_kinds", on).value)
