"""Units and localities by the thousand, for a batch of one decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from dangvu.commands import Change
from dangvu.ledger.bulk import NULL, copy_in, days, escaped, since_instant
from dangvu.ledger.dated import close_rows, current, next_id
from dangvu.organisation.derived import refresh_closure
from dangvu.organisation.models import Locality, LocalityFact, Unit, UnitEdge, UnitState
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
    """A count of a locality that holds from a day until the next one; measures as in `LocalityFact`."""

    locality: int
    measure: str
    people: str
    value: int
    since: date
    row: int


_HELD = ("recorded", "opened_by_id", "source_row")


def next_unit() -> int:
    """The first free number of a unit."""
    return next_id(Unit)


def next_locality() -> int:
    """The first free number of a locality."""
    return next_id(Locality)


def load_localities(localities: Sequence[NewLocality], change: Change) -> None:
    """Write localities; the ids were allotted by the caller, anew or as the code had them before an import was undone."""
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    there = set(Locality.objects.values_list("id", flat=True))
    copy_in("organisation_locality", ("id", "code"), (f"{new.id}\t{escaped(new.code)}\n" for new in localities if new.id not in there))
    copy_in(
        "organisation_localitystate",
        ("locality_id", "name", "level", "parent_id", "period", *_HELD),
        (
            f"{place.id}\t{escaped(place.name)}\t{escaped(place.level)}\t{place.parent or NULL}"
            f"\t{days(place.since, None)}\t{held}\t{place.row}\n"
            for place in localities
        ),
    )


def load_facts(facts: Iterable[NewFact], change: Change) -> None:
    """Write counts; one that falls into the days of a count held already ends that one and holds as long as it did.

    What was ended and is restated names the row that ended it.
    """
    series: dict[tuple[int, str, str], list[NewFact]] = defaultdict(list)
    for fact in facts:
        series[fact.locality, fact.measure, fact.people].append(fact)
    held: dict[tuple[int, str, str], list[LocalityFact]] = defaultdict(list)
    for row in current(LocalityFact).filter(locality_id__in={key[0] for key in series}) if series else ():
        held[row.locality_id, row.measure, row.people].append(row)
    closing: list[int] = []
    lines = list(_fact_lines(series, held, closing, f"{since_instant(change.recorded)}\t{change.decision}"))
    close_rows("organisation_localityfact", closing, change.decision, change.recorded)
    copy_in("organisation_localityfact", ("locality_id", "measure", "people", "value", "period", *_HELD), lines)


def _fact_lines(
    series: Mapping[tuple[int, str, str], list[NewFact]],
    held: Mapping[tuple[int, str, str], list[LocalityFact]],
    closing: list[int],
    recorded: str,
) -> Iterator[str]:
    for key, facts in series.items():
        locality, measure, people = key
        new = {fact.since: fact for fact in facts}
        before = {row.period.lower: row for row in held.get(key, ())}
        turns = sorted({*new, *before})
        for day, until in zip(turns, [*turns[1:], None], strict=True):
            row = before.get(day)
            if row is not None and day not in new and (until not in new or row.period.upper == until):
                continue
            if row is not None:
                closing.append(row.pk)
            value = new[day].value if day in new else before[day].value
            cause = new[day] if day in new else new[until]
            yield f"{locality}\t{measure}\t{escaped(people)}\t{value}\t{days(day, until)}\t{recorded}\t{cause.row}\n"


def load_units(units: Sequence[NewUnit], change: Change) -> None:
    """Write units, their states and places, and the closure; the ids were allotted by the caller, as those of localities."""
    if not units:
        return
    held = f"{since_instant(change.recorded)}\t{change.decision}"
    cells = set(rule("org_cell_kinds", max(unit.since for unit in units)).value)
    there = set(Unit.objects.values_list("id", flat=True))
    copy_in("organisation_unit", ("id", "code"), (f"{unit.id}\t{escaped(unit.code)}\n" for unit in units if unit.id not in there))
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


def reach_back(firsts: Mapping[int, tuple[date, int | None]], change: Change) -> None:
    """Let units that are older than recorded begin on these days, as they were and where they stood on the first day known.

    With each day comes the source row, where there is one.
    """
    for unit, (day, change.source_row) in firsts.items():
        for model, columns in ((UnitState, ("name", "kind", "cell", "sector", "locality_id")), (UnitEdge, ("parent_id",))):
            row = current(model, unit_id=unit).order_by("period").first()
            if row is not None and day < row.period.lower:
                values = {name: getattr(row, name) for name in columns}
                change.open(model, unit_id=unit, period=(day, row.period.lower), **values)
    change.source_row = None
    if firsts:
        refresh_closure(list(firsts))
