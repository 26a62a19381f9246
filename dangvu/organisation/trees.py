"""Questions about many units at once, as held now; a few statements however many they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import F, Q

from dangvu.ledger.dated import current
from dangvu.organisation.models import Succession, Unit, UnitEdge, UnitLeaf, UnitState


def parents_above(units: Collection[int], on: date) -> dict[int, int]:
    """The unit directly above each of these units, and above everything on the way up, on a day."""
    rows = UnitLeaf.objects.filter(unit__in=list(units), since__lte=on, until__gt=on).exclude(ancestor=F("unit"))
    return dict(rows.values_list("child", "ancestor").distinct())


def below_any(units: Collection[int], on: date) -> set[int]:
    """These units with everything below any of them on a day."""
    rows = UnitLeaf.objects.filter(ancestor__in=list(units), since__lte=on, until__gt=on)
    return set(rows.values_list("unit", flat=True).distinct())


def directly_below(units: Collection[int], on: date) -> dict[int, list[int]]:
    """The units directly below each of these units on a day or later."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = current(UnitEdge, parent_id__in=list(units)).filter(period__overlap=(on, None)).order_by("unit_id")
    for parent, unit in rows.values_list("parent_id", "unit_id").distinct():
        found[parent].append(unit)
    return dict(found)


def turning_after(units: Collection[int], on: date) -> set[int]:
    """Those of these units of which a state, a place or a step of lineage that begins after a day is recorded, or an end."""
    mine = {"unit_id__in": list(units)}
    ended = current(UnitState, **mine).filter(period__contains=on, period__endswith__isnull=False)
    placed = current(UnitEdge, **mine).filter(period__startswith__gt=on)
    went = current(Succession).filter(Q(predecessor_id__in=mine["unit_id__in"]) | Q(successor_id__in=mine["unit_id__in"]), day__gt=on)
    pairs = {unit for pair in went.values_list("predecessor_id", "successor_id") for unit in pair}
    return {*ended.values_list("unit_id", flat=True), *placed.values_list("unit_id", flat=True), *pairs.intersection(units)}


def held_codes(codes: Collection[str]) -> set[str]:
    """Those of these codes that stand for a unit that is held now, on whatever days."""
    return set(current(UnitState, unit__code__in=list(codes)).values_list("unit__code", flat=True))


def numbers_of(codes: Collection[str]) -> dict[str, int]:
    """The numbers of units by the office's codes."""
    return dict(Unit.objects.filter(code__in=list(codes)).values_list("code", "id"))


def codes_of(units: Collection[int]) -> dict[int, str]:
    """The office's codes of units by number, also of those that are held on no day."""
    return dict(Unit.objects.filter(id__in=list(units)).values_list("id", "code"))
