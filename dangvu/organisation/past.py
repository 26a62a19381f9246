"""The past of a unit: what it was and where it stood, by which decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from dangvu.ledger.dated import held
from dangvu.organisation.models import UnitEdge, UnitState


@dataclass(frozen=True)
class Turn:
    """A stretch of a unit's history: what it was and under whom, from a day to another, by which decision."""

    since: date
    until: date | None
    name: str
    kind: str
    decision: int


def history(unit: int, known: datetime | None = None) -> list[Turn]:
    """The states of a unit in order."""
    rows = held(UnitState, known, unit_id=unit).order_by("period")
    return [Turn(row.period.lower, row.period.upper, row.name, row.kind, row.opened_by_id) for row in rows]


@dataclass(frozen=True)
class Touch:
    """What one decision wrote about a unit, or about one directly below it: a state (`name`, `kind`) or a place in the tree (`parent`).

    `replaced` says that the row is no longer held; `until` is the first day for which it did not hold. What a decision wrote and took back
    itself was never held, and is left out.
    """

    decision: int
    unit: int
    since: date
    until: date | None
    name: str
    kind: str
    parent: int | None
    replaced: bool
    source_row: int | None


def touches(unit: int, known: datetime | None = None) -> list[Touch]:
    """Everything ever written about a unit and its place, and about the places of units below it, up to an instant."""
    states = UnitState.objects.filter(unit_id=unit).order_by("opened_by_id", "period")
    edges = UnitEdge.objects.filter(Q(unit_id=unit) | Q(parent_id=unit)).order_by("opened_by_id", "period", "unit_id")
    rows = [(row, row.name, row.kind, None) for row in states] + [(row, "", "", row.parent_id) for row in edges]
    return [
        Touch(
            row.opened_by_id,
            row.unit_id,
            row.period.lower,
            row.period.upper,
            name,
            kind,
            parent,
            not row.recorded.upper_inf,
            row.source_row,
        )
        for row, name, kind, parent in rows
        if not row.recorded.isempty and (known is None or row.recorded.lower <= known)
    ]
