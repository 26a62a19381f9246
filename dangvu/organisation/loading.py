"""Units and localities by the thousand, for a batch of one decision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.bulk import NULL, copy_in, days, escaped, since_instant
from dangvu.organisation.derived import refresh_closure
from dangvu.rulebook.queries import rule

TABLES = (
    "organisation_unit",
    "organisation_unitstate",
    "organisation_unitedge",
    "organisation_locality",
    "organisation_localitystate",
    "organisation_localityfact",
)


class NewUnit(NamedTuple):
    """A unit with its only state and place; `until` is the first day without it, `row` its line in the source."""

    id: int
    code: str
    name: str
    kind: str
    parent: int | None
    sector: str
    locality: int | None
    since: date
    until: date | None
    row: int


class NewLocality(NamedTuple):
    """A locality with its only state."""

    id: int
    code: str
    name: str
    level: str
    parent: int | None
    since: date
    row: int


class NewFact(NamedTuple):
    """A count of a locality over some days; measures as in `LocalityFact`."""

    locality: int
    measure: str
    people: str
    value: int
    since: date
    until: date | None
    row: int


_HELD = ("recorded", "opened_by_id", "source_row")


def load_localities(localities: Sequence[NewLocality], facts: Iterable[NewFact], change: Change) -> None:
    """Write localities and their counts; the ids were allotted by the caller."""
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    copy_in("organisation_locality", ("id", "code"), (f"{place.id}\t{escaped(place.code)}\n" for place in localities))
    copy_in(
        "organisation_localitystate",
        ("locality_id", "name", "level", "parent_id", "period", *_HELD),
        (
            f"{place.id}\t{escaped(place.name)}\t{escaped(place.level)}\t{place.parent or NULL}"
            f"\t{days(place.since, None)}\t{held}\t{place.row}\n"
            for place in localities
        ),
    )
    copy_in(
        "organisation_localityfact",
        ("locality_id", "measure", "people", "value", "period", *_HELD),
        (
            f"{fact.locality}\t{fact.measure}\t{escaped(fact.people)}\t{fact.value}\t{days(fact.since, fact.until)}\t{held}\t{fact.row}\n"
            for fact in facts
        ),
    )


def load_units(units: Sequence[NewUnit], change: Change) -> None:
    """Write units, their states and places, and the closure; the ids were allotted by the caller."""
    if not units:
        return
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    cells = set(rule("org_cell_kinds", max(unit.since for unit in units)).value)
    copy_in("organisation_unit", ("id", "code"), (f"{unit.id}\t{escaped(unit.code)}\n" for unit in units))
    copy_in(
        "organisation_unitstate",
        ("unit_id", "name", "kind", "cell", "sector", "locality_id", "period", *_HELD),
        (
            f"{unit.id}\t{escaped(unit.name)}\t{escaped(unit.kind)}\t{'t' if unit.kind in cells else 'f'}\t{escaped(unit.sector)}"
            f"\t{unit.locality or NULL}\t{days(unit.since, unit.until)}\t{held}\t{unit.row}\n"
            for unit in units
        ),
    )
    copy_in(
        "organisation_unitedge",
        ("unit_id", "parent_id", "period", *_HELD),
        (f"{unit.id}\t{unit.parent}\t{days(unit.since, unit.until)}\t{held}\t{unit.row}\n" for unit in units if unit.parent is not None),
    )
    refresh_closure([unit.id for unit in units])
